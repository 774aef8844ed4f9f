// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Camera;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Camera.ArduCam;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>A whole model whose input streams: from the camera chip's FIFO into the patches, never more than a band of rows in memory.</summary>
public class StreamingTests
{
    private static readonly Lazy<byte[]> Frame = new(() =>
    {
        byte[] frame = new byte[160 * 120 * 2];
        new Random(7).NextBytes(frame);
        return frame;
    });

    [Fact]
    public void Streamed_patches_give_the_outputs_of_whole_layers_in_less_memory()
    {
        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Model("tflm_person_detect"));
        byte[] expected = Run(Schedules.Layers(graph, Target.Portable), Camera()).Outputs[0].Bytes;
        ImmutableArray<Plan> front = Planner.Stream(graph, Target.Portable, new PlanLimits()).Front;
        foreach (Plan plan in front)
        {
            TestFrames camera = Camera();
            InferenceReport streamed = Run(plan, camera);
            streamed.Outputs[0].Bytes.ShouldBe(expected, plan.Schedule);
            streamed.Arena.HighWater.ShouldBeLessThanOrEqualTo(plan.PeakBytes);
            camera.Passes.ShouldBe(1);
            Run(plan, new SimulatedArduCam((_, _, _) => Frame.Value).CreateDriver()).Outputs[0].Bytes.ShouldBe(expected, plan.Schedule);
        }

        front.Min(plan => plan.PeakBytes).ShouldBeLessThan(front.Max(plan => plan.PeakBytes) / 2);
    }

    /// <summary>A camera that cannot rewind.</summary>
    private static TestFrames Camera() => new(Frame.Value, 160, 120, PixelFormat.Rgb565BigEndian, canRewind: false);

    private static InferenceReport Run(Plan plan, IFrameSource camera)
    {
        using HostEngine engine = HostEngine.Open(PackageWriter.Write(plan));
        return engine.Run(new CameraInput(engine.Model, camera));
    }
}
