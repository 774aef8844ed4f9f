// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Cli.Models;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>Shows what reaches a network: a package that has the network's input and nothing else, so that its output is its input.</summary>
internal static class InputProbe
{
    /// <returns>The model's input for the camera's next frame, as PNG.</returns>
    public static byte[] Photograph(CompiledModel model, IFrameSource camera)
    {
        using HostEngine engine = HostEngine.Open(Package(model));
        byte[] pixels = engine.Run(new CameraInput(engine.Model, camera)).Outputs[0].Bytes;
        int channels = engine.Model.Input.Channels;
        byte[] rgb = [.. pixels.SelectMany(value => Enumerable.Repeat((byte)(value + 128), channels == 1 ? 3 : 1))];
        return PictureEncoder.EncodePng(rgb, engine.Model.Input.Height, engine.Model.Input.Width);
    }

    private static byte[] Package(CompiledModel model)
    {
        TensorRecord record = model.Package.Tensors[model.Package.Slots[model.Package.Operators[0].Output].Tensor];
        Tensor input = new("input", record.Height, record.Width, record.Channels, record.Scale, record.ZeroPoint);
        Operator source = new(OperatorKind.Input, [], 0, 0);
        ModelGraph graph = new("input", [input], [source], [0]);
        return PackageWriter.Write(Schedules.Layers(graph, Target.Portable));
    }
}
