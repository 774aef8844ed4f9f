// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>
/// Begins a network with a smaller trained one, so that it answers as that one does wherever all of it finds a place (Chen et al. 2016, "Net2Net"): what is new is read with a weight
/// of zero, and a new block adds nothing yet. A file of weights does not say strides: a block of stride 2 with as many channels out as in is taken for one with a residual, and the answers
/// then differ until they are learnt again.
/// </summary>
internal static class Enlargement
{
    // A block that finds a place counts most, then how well it fills it, then that it stands early in its stage, where shallower networks have it.
    private const double Placed = 1000;
    private const double Early = 1e-3;

    /// <summary>Blocks keep their order; of all ways to place them the one with the most is taken.</summary>
    /// <returns>Layer by layer, what was taken.</returns>
    /// <exception cref="InvalidDataException">The backbone does not say which of its layers make a block.</exception>
    public static IReadOnlyList<TransplantedLayer> Apply(Backbone backbone, Classifier network)
    {
        using IDisposable noGradient = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        TrainedBlock[] sources = TrainedBlocks(backbone);
        InvertedResidual[] targets = [.. network.Blocks];
        int[] taken = Place(sources, [.. targets.Select(SizeOf)]);

        BackboneLayer stem = backbone.Layers[0];
        bool hasStem = Fits(stem, network.Stem);
        List<TransplantedLayer> report = [Report("stem", network.Stem, hasStem ? stem : null)];
        if (hasStem)
        {
            Copy(stem, network.Stem);
            Transplant.AdaptPixels(network.Stem, backbone.LowestPixel, backbone.HighestPixel);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            ConvolutionUnit[] units = [.. targets[i].Units];
            TrainedBlock? source = taken[i] < 0 ? null : sources[taken[i]];
            for (int j = 0; j < units.Length; j++)
            {
                if (source is not null)
                {
                    Copy(source.Layers[j], units[j]);
                }

                report.Add(Report($"blocks.{i}.units.{j}", units[j], source?.Layers[j]));
            }

            if (source is null && targets[i].IsResidual)
            {
                units[^1].Normalisation.weight!.zero_();
            }
        }

        report.Add(CopyOutput(backbone, network.Output, hasStem && sources.Length == taken.Count(source => source >= 0)));
        return report;
    }

    private static TransplantedLayer Report(string place, ConvolutionUnit unit, BackboneLayer? from) => new(place, string.Join(" x ", unit.Convolution.weight!.shape), from?.Name);

    private static TrainedBlock[] TrainedBlocks(Backbone backbone)
    {
        BackboneLayer[] layers = [.. backbone.Layers.Skip(1)];
        if (layers.Length == 0 || layers.Any(layer => !layer.Place.StartsWith("blocks.", StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{backbone.Path}: does not say which of its layers make a block; a supernet begins with a safetensors file");
        }

        List<TrainedBlock> blocks = [];
        long inputs = backbone.Layers[0].Shape[0];
        foreach (IGrouping<int, BackboneLayer> block in layers.GroupBy(layer => Classifier.BlockOf(layer.Place)))
        {
            BackboneLayer[] units = [.. block];
            blocks.Add(new TrainedBlock(units, new BlockSize(units.Length, inputs, units[^1].Shape[1], units[^1].Shape[0], units.Max(unit => unit.Shape[2]), IsEntry: inputs != units[^1].Shape[0])));
            inputs = units[^1].Shape[0];
        }

        return [.. blocks];
    }

    private static BlockSize SizeOf(InvertedResidual block)
    {
        ConvolutionUnit[] units = [.. block.Units];
        ConvolutionUnit projection = units[^1], first = units[0];
        long inputs = first.Depthwise ? first.Convolution.weight!.shape[0] : first.Convolution.weight!.shape[1];
        return new BlockSize(units.Length, inputs, projection.Convolution.weight!.shape[1], projection.Convolution.weight!.shape[0], units.Max(unit => unit.Kernel), IsEntry: !block.IsResidual);
    }

    /// <returns>For each target the source that it takes, or -1.</returns>
    private static int[] Place(TrainedBlock[] sources, BlockSize[] targets)
    {
        // What the rest is worth at most, from a target and a source on.
        double[,] best = new double[targets.Length + 1, sources.Length + 1];
        for (int i = targets.Length - 1; i >= 0; i--)
        {
            for (int j = sources.Length - 1; j >= 0; j--)
            {
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), best[i + 1, j + 1] + Worth(i, j));
            }
        }

        int[] taken = new int[targets.Length];
        Array.Fill(taken, -1);
        for (int i = 0, j = 0; i < targets.Length && j < sources.Length;)
        {
            if (Worth(i, j) > 0 && best[i, j] == best[i + 1, j + 1] + Worth(i, j))
            {
                taken[i++] = j++;
            }
            else
            {
                (i, j) = best[i, j] == best[i, j + 1] ? (i, j + 1) : (i + 1, j);
            }
        }

        return taken;

        double Worth(int target, int source) => targets[target].Filled(sources[source].Size) is { } filled ? Placed + filled - (Early * target) : 0;
    }

    private static bool Fits(BackboneLayer layer, ConvolutionUnit unit) =>
        layer.IsDepthwise == unit.Depthwise && layer.Shape.Zip(unit.Convolution.weight!.shape).All(pair => pair.First <= pair.Second) && layer.Shape[2] % 2 == unit.Kernel % 2;

    /// <summary>The layer becomes the first channels and the middle of the windows; what it did not read is read with a weight of zero.</summary>
    private static void Copy(BackboneLayer layer, ConvolutionUnit unit)
    {
        long outputs = layer.Shape[0], inputs = layer.Shape[1], kernel = layer.Shape[2];
        long border = (unit.Kernel - kernel) / 2;
        Tensor rows = unit.Convolution.weight!.narrow(0, 0, outputs);
        rows.zero_();
        rows.narrow(1, 0, inputs).narrow(2, border, kernel).narrow(3, border, kernel).copy_(tensor(layer.Weights, layer.Shape));
        BatchNorm2d normalisation = unit.Normalisation;
        normalisation.bias!.narrow(0, 0, outputs).copy_(tensor(layer.Bias));
        normalisation.weight!.narrow(0, 0, outputs).copy_(layer.Gain is { } gain ? tensor(gain) : ones(outputs));
        normalisation.running_mean!.narrow(0, 0, outputs).copy_(layer.Mean is { } mean ? tensor(mean) : zeros(outputs));
        normalisation.running_var!.narrow(0, 0, outputs).copy_(layer.Variance is { } variance ? tensor(variance) : full(outputs, (float)(1 - ConvolutionUnit.Epsilon)));
    }

    private static TransplantedLayer CopyOutput(Backbone backbone, Linear output, bool allBefore)
    {
        long classes = output.weight!.shape[0], features = output.weight.shape[1];
        bool fits = allBefore && backbone.Output is { } found && found.Weights.Shape[0] == classes && found.Weights.Shape[1] <= features;
        if (fits)
        {
            (StoredTensor weights, StoredTensor bias) = backbone.Output!.Value;
            output.weight.zero_();
            output.weight.narrow(1, 0, weights.Shape[1]).copy_(tensor(weights.Values, weights.Shape));
            output.bias!.copy_(tensor(bias.Values));
        }

        return new TransplantedLayer(Classifier.OutputPlace, string.Join(" x ", output.weight.shape), fits ? "output" : null);
    }

    /// <summary>A block of a trained network.</summary>
    private sealed record TrainedBlock(BackboneLayer[] Layers, BlockSize Size);

    /// <summary>What decides whether a block has room in another one.</summary>
    /// <param name="IsEntry">Whether it is the first of a stage: nothing is added to what it makes.</param>
    private sealed record BlockSize(int Layers, long Inputs, long Expanded, long Channels, long Kernel, bool IsEntry)
    {
        /// <summary>Which part of it a smaller block fills, 0 to 1; null when that has no room.</summary>
        public double? Filled(BlockSize small) =>
            small.Layers == Layers && small.IsEntry == IsEntry && small.Kernel <= Kernel && small.Inputs <= Inputs && small.Expanded <= Expanded && small.Channels <= Channels
                ? small.Inputs * small.Expanded * small.Channels / (double)(Inputs * Expanded * Channels)
                : null;
    }
}
