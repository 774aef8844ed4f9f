// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Import.Passes;

/// <summary>
/// Output channels of a convolution that are the same for every input get weights of 0 and an ordinary multiplier, for the same outputs:
/// quantisation-aware training leaves many with scales next to nothing, and so with shifts far outside what a kernel's fast path applies.
/// </summary>
internal static class ConstantOutputs
{
    private const int Multiplier = 1 << 30; // with the shift below: a quarter
    private const sbyte Shift = -1;
    private const int Quarters = 4;

    public static ModelGraph Simplify(ModelGraph graph, ChannelRange[][] ranges) => graph with
    {
        Operators = [.. graph.Operators.Select(o =>
            OperatorClasses.Of(o).Weights(new Node(graph, o)) is { } kernel && ranges[o.Output].Any(r => r.IsConstant)
                ? o with { Constants = Simplify(kernel, graph.Tensors[o.Output].ZeroPoint, ranges[o.Output]) }
                : o)],
    };

    private static ConvolutionConstants Simplify(KernelWeights kernel, int zeroPoint, ChannelRange[] outputs)
    {
        ImmutableArray<int>.Builder bias = kernel.Constants.Bias.ToBuilder();
        ImmutableArray<int>.Builder multiplier = kernel.Constants.Multiplier.ToBuilder();
        ImmutableArray<sbyte>.Builder shift = kernel.Constants.Shift.ToBuilder();
        ImmutableArray<sbyte>.Builder weights = kernel.Constants.Weights.ToBuilder();
        for (int channel = 0; channel < outputs.Length; channel++)
        {
            if (!outputs[channel].IsConstant)
            {
                continue;
            }

            bias[channel] = Quarters * (outputs[channel].Low - zeroPoint);
            (multiplier[channel], shift[channel]) = (Multiplier, Shift);
            for (int tap = 0; tap < kernel.Taps; tap++)
            {
                for (int i = 0; i < kernel.Depth; i++)
                {
                    weights[kernel.IndexOf(channel, tap, i)] = 0;
                }
            }
        }

        return new ConvolutionConstants(
            bias.MoveToImmutable(), multiplier.MoveToImmutable(), shift.MoveToImmutable(), weights.MoveToImmutable());
    }
}
