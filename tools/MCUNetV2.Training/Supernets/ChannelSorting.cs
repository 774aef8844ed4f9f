// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Networks;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>
/// Puts the channels of a trained network in order of importance, the most important one first, so that a narrower network gets those that matter: a channel is as important as the
/// sum of the absolute weights that read it (Cai et al. 2020, "Once-for-All"). The network computes what it computed before.
/// </summary>
internal static class ChannelSorting
{
    private const int Outputs = 0;
    private const int Inputs = 1;

    public static void Apply(Classifier network)
    {
        using IDisposable noGradient = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        // Layers that add to one another have their channels in common.
        Trunk trunk = new(network.Stem);
        foreach (InvertedResidual block in network.Blocks)
        {
            ConvolutionUnit[] units = [.. block.Units];
            ConvolutionUnit projection = units[^1];
            bool expands = !units[0].Depthwise && units.Length > 1;
            if (expands)
            {
                trunk.Readers.Add(units[0].Convolution.weight!);
                SortExpansion(units);
            }
            else
            {
                // The depthwise convolution works on the trunk's channels, and the projection reads them.
                trunk.Keepers.AddRange(units[..^1]);
                trunk.Readers.Add(projection.Convolution.weight!);
            }

            if (!block.IsResidual)
            {
                trunk.Sort();
                trunk = new Trunk(projection);
            }
            else
            {
                trunk.Keepers.Add(projection);
            }
        }

        trunk.Readers.Add(network.Output.weight!);
        trunk.Sort();
    }

    private static void SortExpansion(ConvolutionUnit[] units)
    {
        Tensor order = Order(Importance(units[^1].Convolution.weight!));
        foreach (ConvolutionUnit unit in units[..^1])
        {
            Reorder(unit, order);
        }

        Reorder(units[^1].Convolution.weight!, Inputs, order);
    }

    /// <summary>Of each input channel.</summary>
    private static Tensor Importance(Tensor weights) => weights.flatten(2).abs().sum([0L, 2L]);

    // Equal ones stay in their order, so that the result is the same everywhere.
    private static Tensor Order(Tensor importance)
    {
        float[] values = [.. importance.cpu().data<float>()];
        return tensor(Enumerable.Range(0, values.Length).OrderByDescending(channel => values[channel]).Select(channel => (long)channel).ToArray());
    }

    private static void Reorder(ConvolutionUnit unit, Tensor order)
    {
        Reorder(unit.Convolution.weight!, Outputs, order);
        Reorder(unit.Normalisation.weight!, Outputs, order);
        Reorder(unit.Normalisation.bias!, Outputs, order);
        Reorder(unit.Normalisation.running_mean!, Outputs, order);
        Reorder(unit.Normalisation.running_var!, Outputs, order);
    }

    private static void Reorder(Tensor values, int dimension, Tensor order) => values.copy_(values.index_select(dimension, order));

    /// <summary>Feature maps that residuals add up, and all that makes and reads them.</summary>
    private sealed class Trunk(ConvolutionUnit first)
    {
        /// <summary>Layers whose outputs have its channels.</summary>
        public List<ConvolutionUnit> Keepers { get; } = [first];

        /// <summary>Weights whose inputs are its channels.</summary>
        public List<Tensor> Readers { get; } = [];

        public void Sort()
        {
            Tensor sum = zeros_like(Keepers[0].Normalisation.bias!);
            foreach (Tensor reader in Readers)
            {
                sum = sum + Importance(reader.dim() == 2 ? reader.reshape(reader.shape[0], reader.shape[1], 1) : reader);
            }

            Tensor order = Order(sum);
            Keepers.ForEach(unit => Reorder(unit, order));
            Readers.ForEach(reader => Reorder(reader, Inputs, order));
        }
    }
}
