// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Host.Inference;
using MCUNetV2.Remote.Sessions;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>A camera's frame becomes a model's input on a target as on a PC, in few instructions.</summary>
public class CameraTests
{
    private const double MostInstructionsPerPixel = 50;

    [Theory]
    [InlineData(80, 3)]
    [InlineData(96, 3)]
    [InlineData(112, 3)]
    [InlineData(96, 1)]
    public void A_cortex_m_converts_every_format_by_every_method(int side, int channels)
    {
        byte[] package = Copying(side, channels, "cortex-m4");
        using RemoteEngine target = RemoteEngine.Open(Machines.Find("cortex-m4"), package);
        using HostEngine host = HostEngine.Open(package);
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            foreach (ResizeMethod method in Enum.GetValues<ResizeMethod>())
            {
                ImageSettings settings = new() { Resize = method };
                long before = target.InputInstructions;
                target.Run(new CameraInput(target.Model, new NoiseCamera(format), settings));
                host.Run(new CameraInput(host.Model, new NoiseCamera(format), settings));
                ((target.InputInstructions - before) / (double)(NoiseCamera.FrameWidth * NoiseCamera.FrameHeight)).ShouldBeLessThanOrEqualTo(MostInstructionsPerPixel, $"{format}, {method}");
                target.Model.ReadOutput(0).ShouldBe(host.Model.ReadOutput(0), $"{format}, {method}");
            }
        }
    }

    /// <summary>A model whose output is its input: each pixel is the largest of itself.</summary>
    private static byte[] Copying(int side, int channels, string machine)
    {
        NetworkSketch net = new(new Random(1));
        Feature image = net.Activation([1, side, side, channels], 1f / 128, 0, 74);
        Feature same = net.Operator(BuiltinOperator.MAX_POOL_2D, [image.Tensor], net.Like(image, image.Shape), new Pool2DOptions(TfLitePadding.Valid, 1, 1, 1, 1, TfLiteActivation.NONE));
        TfLiteModel model = net.Finish(image, [same]);
        return PackageWriter.Write(Planner.Plan(TfLiteImporter.Import(model), Machines.LayoutOf(machine), new PlanLimits()).Chosen.ShouldNotBeNull());
    }
}
