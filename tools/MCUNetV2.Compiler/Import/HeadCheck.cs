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
            case CandidatesHead candidates:
                return graph with { Head = CandidateShapes.Resolve(graph, candidates) };
            case FomoHead fomo:
                CheckChannels(graph, fomo.Classes + (fomo.Scores.Background ? 1 : 0), $"{fomo.Classes} classes{(fomo.Scores.Background ? " and the background" : "")}");
                break;
            case HeatmapsHead maps:
                CheckChannels(graph, maps.Maps, $"{maps.Maps} points");
                break;
            case ClassifierHead classifier when graph.Tensors[graph.Outputs[0]].Bytes is var scores && scores != classifier.Labels.Length:
                throw new UnsupportedModelException($"the head names {classifier.Labels.Length} labels; the model's output has {scores} scores");
            case YoloHead yolo:
                Check(graph, "anchors", [.. yolo.Scales.Select(scale => (scale.Stride, scale.Anchors.Length * (5 + yolo.Classes), $"{scale.Anchors.Length} anchors of {yolo.Classes} classes"))]);
                break;
            case FcosHead fcos:
                Check(graph, "strides", [.. fcos.Scales.Select(scale => (scale.Stride, (4 * scale.Bins) + fcos.Classes, $"{scale.Bins} bins a side and {fcos.Classes} classes"))]);
                break;
        }

        return graph with { Head = head ?? graph.Head };
    }

    private static void CheckChannels(ModelGraph graph, int channels, string reason)
    {
        Tensor output = graph.Tensors[graph.Outputs[0]];
        if (output.Channels != channels)
        {
            throw new UnsupportedModelException($"output 0 is {output.Height} x {output.Width} x {output.Channels}; the head's {reason} are {channels} channels");
        }
    }

    /// <param name="what">That the head has for each output.</param>
    /// <param name="scales">Of each output the stride, the channels that the head speaks of, and why so many.</param>
    private static void Check(ModelGraph graph, string what, (int Stride, int Channels, string Reason)[] scales)
    {
        if (scales.Length != graph.Outputs.Length)
        {
            throw new UnsupportedModelException($"the head has {what} for {scales.Length} outputs; the model has {graph.Outputs.Length}");
        }

        Tensor input = graph.Tensors[graph.Input];
        for (int i = 0; i < scales.Length; i++)
        {
            ((int stride, int channels, string reason), Tensor output) = (scales[i], graph.Tensors[graph.Outputs[i]]);
            if (output.Channels != channels || output.Height * stride != input.Height || output.Width * stride != input.Width)
            {
                throw new UnsupportedModelException(
                    $"output {i} is {output.Height} x {output.Width} x {output.Channels}; the head's stride {stride} and {reason} lead to " +
                    $"{input.Height / stride} x {input.Width / stride} x {channels}");
            }
        }
    }
}
