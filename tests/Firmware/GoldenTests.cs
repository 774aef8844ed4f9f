// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Published models, stepped through by the firmware's scheduler, against the outputs of TFLite's reference kernels.</summary>
public class GoldenTests
{
    [Theory]
    [InlineData("mcunet_vww_80")]
    [InlineData("mlperf_vww_96")]
    [InlineData("tflm_person_detect")]
    [InlineData("mcunet_person_detection_128x160")]
    public void Outputs_are_those_of_the_reference_kernels(string model)
    {
        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Model(model));
        Check(model, Schedules.Layers(graph, Target.Portable));
        Check(model, Schedules.Patches(graph, Target.Portable, 3, 2, 6));
        Check(model, Schedules.Layers(graph, Target.Esp32s3));
        Check(model, Schedules.Patches(graph, Target.Esp32s3, 3, 2, 6));
    }

    private static void Check(string model, Plan plan)
    {
        using HostEngine engine = HostEngine.Open(PackageWriter.Write(plan));
        for (int seed = 0; seed < 3; seed++)
        {
            InferenceReport report = engine.Run(File.ReadAllBytes(SharedFiles.Golden(model, $"input_seed{seed}.bin")));
            for (int output = 0; output < report.Outputs.Count; output++)
            {
                byte[] expected = File.ReadAllBytes(SharedFiles.Golden(model, $"output{output}_seed{seed}.bin"));
                report.Outputs[output].Bytes.ShouldBe(expected, $"{plan.Schedule}, seed {seed}, output {output}");
            }
        }
    }
}
