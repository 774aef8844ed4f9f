using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import.Passes.Channels;

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
        Operators = [.. graph.Operators.Select(o => o.Constants is ConvolutionConstants && ranges[o.Output].Any(r => r.IsConstant)
            ? o with { Constants = Simplify(graph, o, ranges[o.Output]) }
            : o)],
    };

    private static ConvolutionConstants Simplify(ModelGraph graph, Operator @operator, ChannelRange[] outputs)
    {
        var kernel = new KernelWeights(graph, @operator);
        var bias = kernel.Constants.Bias.ToBuilder();
        var multiplier = kernel.Constants.Multiplier.ToBuilder();
        var shift = kernel.Constants.Shift.ToBuilder();
        var weights = kernel.Constants.Weights.ToBuilder();
        for (var channel = 0; channel < outputs.Length; channel++)
        {
            if (!outputs[channel].IsConstant)
            {
                continue;
            }

            bias[channel] = Quarters * (outputs[channel].Low - graph.Tensors[@operator.Output].ZeroPoint);
            (multiplier[channel], shift[channel]) = (Multiplier, Shift);
            for (var tap = 0; tap < kernel.Taps; tap++)
            {
                for (var i = 0; i < kernel.Depth; i++)
                {
                    weights[kernel.IndexOf(channel, tap, i)] = 0;
                }
            }
        }

        return new ConvolutionConstants(
            bias.MoveToImmutable(), multiplier.MoveToImmutable(), shift.MoveToImmutable(), weights.MoveToImmutable());
    }
}
