// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Import;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Quantization;

/// <summary>A network to quantise, whatever file it comes from.</summary>
/// <param name="Graph">What the quantiser works on.</param>
/// <param name="Reference">Computes what the file gives.</param>
internal sealed record FloatNetwork(FloatGraph Graph, IFloatReference Reference) : IDisposable
{
    private static readonly byte[] TfLiteIdentifier = "TFL3"u8.ToArray();

    /// <summary>Reads a float .tflite or an .onnx; the file's bytes decide which.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known beside it.</param>
    public static FloatNetwork Read(string path, OnnxOptions options)
    {
        byte[] file = File.ReadAllBytes(path);
        if (file.Length >= 8 && file.AsSpan(4, 4).SequenceEqual(TfLiteIdentifier))
        {
            FloatGraph graph = TfLiteFloatImporter.Import(TfLiteReader.Read(file), options.Normalization.AddTo, options.Outputs);
            return new FloatNetwork(graph, new FloatExecutor(graph));
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        OnnxModel model = OnnxReader.ReadFile(path);
        OnnxNetwork network = OnnxImporter.Import(model, options with { Folded = OnnxConstantValues.Of(file, folder, model, options.Size) });
        return new FloatNetwork(network.Graph, new OnnxRuntimeReference(file, folder, model, network));
    }

    public void Dispose() => (Reference as IDisposable)?.Dispose();
}
