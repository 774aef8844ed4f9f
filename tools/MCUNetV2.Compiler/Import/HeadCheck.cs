// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;

namespace MCUNetV2.Compiler.Import;

/// <summary>Attaches a head to a graph whose outputs have the shapes that the head speaks of.</summary>
internal static class HeadCheck
{
    /// <exception cref="UnsupportedModelException">The head does not fit the outputs.</exception>
    public static ModelGraph With(ModelGraph graph, Head? head)
    {
        switch (head)
        {
            case ClassifierHead classifier when graph.Tensors[graph.Outputs[0]].Bytes is var scores && scores != classifier.Labels.Length:
                throw new UnsupportedModelException($"the head names {classifier.Labels.Length} labels; the model's output has {scores} scores");
            case YoloHead yolo:
                Check(graph, yolo);
                break;
        }

        return graph with { Head = head ?? graph.Head };
    }

    private static void Check(ModelGraph graph, YoloHead head)
    {
        if (head.Scales.Length != graph.Outputs.Length)
        {
            throw new UnsupportedModelException($"the head has anchors for {head.Scales.Length} outputs; the model has {graph.Outputs.Length}");
        }

        var input = graph.Tensors[graph.Input];
        for (var i = 0; i < head.Scales.Length; i++)
        {
            var (scale, output) = (head.Scales[i], graph.Tensors[graph.Outputs[i]]);
            var channels = scale.Anchors.Length * (5 + head.Classes);
            if (output.Channels != channels || output.Height * scale.Stride != input.Height || output.Width * scale.Stride != input.Width)
            {
                throw new UnsupportedModelException(
                    $"output {i} is {output.Height} x {output.Width} x {output.Channels}; the head's stride {scale.Stride} and " +
                    $"{scale.Anchors.Length} anchors of {head.Classes} classes lead to " +
                    $"{input.Height / scale.Stride} x {input.Width / scale.Stride} x {channels}");
            }
        }
    }
}
