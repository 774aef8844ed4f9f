// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>
/// Removes channels that are the same for every input, or that nothing reads: what they would have added joins the biases of their
/// readers, and every output stays the same, bit for bit, for every input.
/// </summary>
internal sealed class ChannelRemoval
{
    /// <summary>Counts stay multiples of this: kernels take input channels four at a time, and would gather the bytes of odd ones one by one.</summary>
    private const int Block = 4;

    private readonly ModelGraph _graph;
    private readonly ChannelRange[][] _ranges;
    private readonly int[][] _kept;

    private ChannelRemoval(ModelGraph graph, ChannelRange[][] ranges, int[][] kept)
    {
        _graph = graph;
        _ranges = ranges;
        _kept = kept;
    }

    /// <param name="graph">Everything free folded.</param>
    /// <param name="keep">All channels stay; those that are the same for every input at least cost no more than others.</param>
    public static ModelGraph Run(ModelGraph graph, bool keep)
    {
        ChannelRange[][] ranges = RangeAnalysis.Of(graph);
        ModelGraph simplified = ConstantOutputs.Simplify(graph, ranges);
        if (keep)
        {
            return simplified;
        }

        int[][] kept = LiveChannels.Of(simplified, ranges, Block);
        bool all = graph.Tensors.Select((t, i) => t.Channels == kept[i].Length).All(same => same);
        return all ? simplified : new ChannelRemoval(simplified, ranges, kept).Rewrite() with { Whole = graph };
    }

    private ModelGraph Rewrite() => _graph with
    {
        Tensors = [.. _graph.Tensors.Select(Rewrite)],
        Operators = [.. _graph.Operators.Select(o => Rewrite(o))],
    };

    private Tensor Rewrite(Tensor tensor, int number) => tensor with
    {
        Channels = _kept[number].Length,
        Constant = tensor.IsConstant
            ? [.. Enumerable.Range(0, tensor.Height * tensor.Width).SelectMany(i => _kept[number].Select(c => tensor.Constant[(i * tensor.Channels) + c]))]
            : tensor.Constant,
    };

    private Operator Rewrite(Operator @operator) => OperatorClasses.Of(@operator).Weights(new Node(_graph, @operator)) is { } kernel
        ? @operator with { Constants = Rewrite(@operator, kernel) }
        : @operator;

    private ConvolutionConstants Rewrite(Operator @operator, KernelWeights kernel)
    {
        (ConvolutionConstants from, int[] outputs) = (kernel.Constants, _kept[@operator.Output]);
        int[] kept = _kept[@operator.Inputs[0]];
        int[] inputs = kernel.IsFull ? kept : [.. Enumerable.Range(0, kernel.Depth)];
        if (outputs.Length == kernel.Outputs && inputs.Length == kernel.Depth)
        {
            return from;
        }

        ChannelRange[] values = _ranges[@operator.Inputs[0]];
        int[] removed = Enumerable.Range(0, kernel.Depth).Except(inputs).Where(i => values[i].IsConstant).ToArray();
        return new ConvolutionConstants(
            [.. outputs.Select(c => Bias(kernel, c, removed, values))],
            [.. outputs.Select(c => from.Multiplier[c])],
            [.. outputs.Select(c => from.Shift[c])],
            ImmutableCollectionsMarshal.AsImmutableArray(Weights(kernel, outputs, inputs)));
    }

    /// <summary>With what removed input channels add, which are the same for every input.</summary>
    private static int Bias(KernelWeights kernel, int output, int[] removed, ChannelRange[] values)
    {
        long bias = kernel.Constants.Bias[output];
        for (int tap = 0; tap < kernel.Taps; tap++)
        {
            foreach (int i in removed)
            {
                bias += (long)kernel[output, tap, i] * values[i].Low;
            }
        }

        return unchecked((int)bias);
    }

    /// <summary>Those that are left, stored as they were.</summary>
    private static sbyte[] Weights(KernelWeights kernel, int[] outputs, int[] inputs)
    {
        sbyte[] weights = new sbyte[outputs.Length * kernel.Taps * inputs.Length];
        int at = 0;
        for (int outer = 0; outer < (kernel.IsByTap ? kernel.Taps : outputs.Length); outer++)
        {
            for (int inner = 0; inner < (kernel.IsByTap ? outputs.Length : kernel.Taps); inner++)
            {
                (int output, int tap) = kernel.IsByTap ? (outputs[inner], outer) : (outputs[outer], inner);
                foreach (int i in inputs)
                {
                    weights[at++] = (sbyte)kernel[output, tap, i];
                }
            }
        }

        return weights;
    }
}
