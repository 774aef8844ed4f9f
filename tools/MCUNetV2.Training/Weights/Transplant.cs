// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Weights;

/// <summary>One line of what a network took over from another one.</summary>
/// <param name="Layer">Of the network that begins.</param>
/// <param name="Shape">Its weights: output channels x input channels of a group x rows x columns.</param>
/// <param name="From">The layer that it took; null when it begins at random.</param>
internal sealed record TransplantedLayer(string Layer, string Shape, string? From);

/// <summary>Begins a network with every layer of another one that fits.</summary>
internal static class Transplant
{
    // Two layers that fit in shape are worth more when they are in the same place as well, or follow the pair before: a block's layers belong together, and
    // where a network has two of the same shape, each must come from one of them.
    private const int Fits = 1 << 16;
    private const int SamePlace = 1 << 8;
    private const int Follows = 1;

    /// <summary>
    /// Layers keep their order; of all ways to pair layers of equal shape, the one with the most pairs is taken (longest common subsequence). The last
    /// layer is taken when it has as many classes and features and everything before it was.
    /// </summary>
    public static IReadOnlyList<TransplantedLayer> Apply(Backbone backbone, Classifier network)
    {
        using IDisposable noGradient = no_grad();
        IReadOnlyList<TransplantedLayer> report = Apply(backbone, [.. network.Units()]);
        return [.. report, CopyOutput(backbone, network.Output, report.All(layer => layer.From is not null))];
    }

    /// <summary>The same for layers of any network.</summary>
    /// <param name="backbone">The trained network.</param>
    /// <param name="units">Places and layers, in order.</param>
    public static IReadOnlyList<TransplantedLayer> Apply(Backbone backbone, IReadOnlyList<(string Place, ConvolutionUnit Unit)> units)
    {
        using IDisposable noGradient = no_grad();
        int[] taken = Pair(backbone.Layers, units);
        List<TransplantedLayer> report = [];
        for (int i = 0; i < units.Count; i++)
        {
            BackboneLayer? layer = taken[i] < 0 ? null : backbone.Layers[taken[i]];
            if (layer is not null)
            {
                Copy(layer, units[i].Unit);
                if (taken[i] == 0 && i == 0)
                {
                    AdaptPixels(units[i].Unit, backbone.LowestPixel, backbone.HighestPixel);
                }
            }

            report.Add(new TransplantedLayer(units[i].Place, string.Join(" x ", units[i].Unit.Convolution.weight!.shape), layer?.Name));
        }

        return report;
    }

    /// <returns>For each unit the layer that it takes, or -1.</returns>
    private static int[] Pair(IReadOnlyList<BackboneLayer> layers, IReadOnlyList<(string Place, ConvolutionUnit Unit)> units)
    {
        // What the rest is worth at most, from a unit and a layer on; the last index is 1 where the two before were a pair.
        int[,,] best = new int[units.Count + 1, layers.Count + 1, 2];
        for (int i = units.Count - 1; i >= 0; i--)
        {
            for (int j = layers.Count - 1; j >= 0; j--)
            {
                int apart = Math.Max(best[i + 1, j, 0], best[i, j + 1, 0]);
                for (int follows = 0; follows < 2; follows++)
                {
                    best[i, j, follows] = Worth(i, j) > 0 ? Math.Max(apart, best[i + 1, j + 1, 1] + Worth(i, j) + (follows * Follows)) : apart;
                }
            }
        }

        int[] taken = new int[units.Count];
        Array.Fill(taken, -1);
        for (int i = 0, j = 0, follows = 0; i < units.Count && j < layers.Count;)
        {
            if (Worth(i, j) > 0 && best[i, j, follows] == best[i + 1, j + 1, 1] + Worth(i, j) + (follows * Follows))
            {
                taken[i++] = j++;
                follows = 1;
            }
            else
            {
                (i, j) = best[i, j, follows] == best[i + 1, j, 0] ? (i + 1, j) : (i, j + 1);
                follows = 0;
            }
        }

        return taken;

        int Worth(int unit, int layer) => !layers[layer].Shape.SequenceEqual(units[unit].Unit.Convolution.weight!.shape) || layers[layer].IsDepthwise != units[unit].Unit.Depthwise
            ? 0
            : Fits + (layers[layer].Place == units[unit].Place ? SamePlace : 0);
    }

    private static void Copy(BackboneLayer layer, ConvolutionUnit unit)
    {
        BatchNorm2d normalisation = unit.Normalisation;
        unit.Convolution.weight!.copy_(tensor(layer.Weights, layer.Shape));
        normalisation.bias!.copy_(tensor(layer.Bias));
        // Where it is folded in, a normalisation that changes nothing takes its place.
        normalisation.weight!.copy_(layer.Gain is { } gain ? tensor(gain) : ones(layer.Bias.Length));
        normalisation.running_mean!.copy_(layer.Mean is { } mean ? tensor(mean) : zeros(layer.Bias.Length));
        normalisation.running_var!.copy_(layer.Variance is { } variance ? tensor(variance) : full(layer.Bias.Length, (float)(1 - ConvolutionUnit.Epsilon)));
    }

    /// <summary>Ours are 0 to 1: w (low + (high - low) x) = (high - low) w x + low sum(w), and the sum goes into the mean that normalisation takes off.</summary>
    internal static void AdaptPixels(ConvolutionUnit stem, float low, float high)
    {
        stem.Normalisation.running_mean!.sub_(low * stem.Convolution.weight!.sum([1L, 2L, 3L]));
        stem.Convolution.weight!.mul_(high - low);
    }

    private static TransplantedLayer CopyOutput(Backbone backbone, Linear output, bool allBefore)
    {
        bool fits = allBefore && backbone.Output is { } found && found.Weights.Shape.SequenceEqual(output.weight!.shape);
        if (fits)
        {
            output.weight!.copy_(tensor(backbone.Output!.Value.Weights.Values, backbone.Output.Value.Weights.Shape));
            output.bias!.copy_(tensor(backbone.Output.Value.Bias.Values));
        }

        return new TransplantedLayer(Classifier.OutputPlace, string.Join(" x ", output.weight!.shape), fits ? "output" : null);
    }
}
