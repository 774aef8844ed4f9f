// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using MCUNetV2.Tools.Tests.Reference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>
/// A detector whose shapes are computed, with tiled anchors of rank 5: no reference of TFLite Micro's exists, which has no TILE, so that the reference
/// interpreter decides.
/// </summary>
public class SsdTests
{
    private const string Path = "cases/wild/ssd_mobilenet_v1_025_192.tflite";

    [Theory]
    [InlineData("layers", Target.Portable)]
    [InlineData("stream", Target.Portable)]
    public void Fast_schedules_give_the_bytes_of_the_reference(string schedule, Target target) => Check(schedule, target);

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("auto", Target.Portable)]
    [InlineData("patches:2x2", Target.Portable)]
    [InlineData("auto", Target.Armv7em)]
    [InlineData("auto", Target.Rv32)]
    [InlineData("auto", Target.Esp32s3)]
    public void Every_schedule_gives_the_bytes_of_the_reference(string schedule, Target target) => Check(schedule, target);

    private static void Check(string schedule, Target target)
    {
        TfLiteModel model = TfLiteReader.ReadFile(SharedFiles.Path(Path));
        ModelGraph graph = TfLiteImporter.Import(model);
        int count = graph.Boundary.InputShape.Aggregate(1, (a, b) => a * b);
        sbyte[] input = TestInputs.Noise(count, 1);
        sbyte[] expected = new ReferenceInterpreter(model with { Subgraphs = [model.Main with { Operators = model.Main.Operators.RemoveAt(model.Main.Operators.Length - 1), Outputs = [model.Main.Operators[^1].Inputs[0]] }] })
            .Run([.. input.Select(v => v + 128)])[0].Bytes;
        Plan plan = ScheduleRequest.TryParse(schedule)!.Resolve(graph, target, new PlanLimits()).Chosen.ShouldNotBeNull();
        using HostEngine engine = HostEngine.Open(PackageWriter.Write(plan), plan.PeakBytes);
        byte[] actual = engine.Run(graph.Boundary.ToDeviceOrder<byte>(MemoryMarshal.AsBytes(input.AsSpan()))).Outputs[0].Bytes;
        MemoryMarshal.Cast<byte, sbyte>(actual).ToArray().ShouldBe(expected);
    }
}
