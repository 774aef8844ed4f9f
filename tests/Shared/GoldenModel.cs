// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;

namespace MCUNetV2.Tests;

/// <summary>A published model and what TensorFlow Lite Micro's reference kernels make of its expected inputs.</summary>
internal static class GoldenModel
{
    /// <summary>Seeds of the expected inputs: 0 is a pattern, the others are noise.</summary>
    public const int Seeds = 3;

    public static ModelGraph Import(string model, bool keepChannels = false) =>
        TfLiteImporter.Import(SharedFiles.Model(model), new ImportOptions(KeepChannels: keepChannels));

    /// <summary>An expected input in the order in which the device takes it.</summary>
    public static byte[] Input(ModelGraph graph, string model, int seed) =>
        [.. graph.Boundary.ToDeviceOrder<byte>(File.ReadAllBytes(SharedFiles.Golden(model, $"input_seed{seed}.bin")))];

    public static byte[] Output(string model, int output, int seed) => File.ReadAllBytes(SharedFiles.Golden(model, $"output{output}_seed{seed}.bin"));
}
