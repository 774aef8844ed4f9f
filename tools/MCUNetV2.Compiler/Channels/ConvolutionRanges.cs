// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Channels;

/// <summary>
/// Ranges of a convolution's output. Each tap contributes its weight times anything in its input channel's range, or times the zero point
/// where it may lie on padding.
/// </summary>
internal static class ConvolutionRanges
{
    public static IEnumerable<ChannelRange> Of(Node node, KernelWeights weights, IReadOnlyList<ChannelRange> inputs)
    {
        (Tensor input, Tensor output) = (node.Input(0), node.Output);
        bool[] onBorder = BorderTaps.Of(node.Window, input, output);
        for (int channel = 0; channel < weights.Outputs; channel++)
        {
            (long low, long high) = Sum(weights, channel, inputs, onBorder, input.ZeroPoint);
            QuantizedMultiplier factor = new(weights.Constants.Multiplier[channel], weights.Constants.Shift[channel]);
            yield return Requantization.Of(low, high, factor, output.ZeroPoint, node.Operator.ActivationMin, node.Operator.ActivationMax);
        }
    }

    private static (long Low, long High) Sum(
        KernelWeights weights, int channel, IReadOnlyList<ChannelRange> inputs, bool[] onBorder, int zeroPoint)
    {
        long low = weights.Constants.Bias[channel], high = low;
        int first = weights.FirstInput(channel);
        for (int tap = 0; tap < weights.Taps; tap++)
        {
            for (int i = 0; i < weights.Depth; i++)
            {
                int weight = weights[channel, tap, i];
                ChannelRange range = onBorder[tap] ? inputs[first + i].Union(zeroPoint) : inputs[first + i];
                low += weight * (weight < 0 ? range.High : range.Low);
                high += weight * (weight < 0 ? range.Low : range.High);
            }
        }

        return (low, high);
    }
}
