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
        ChannelRange[] inside = [.. inputs];
        ChannelRange[] border = [.. inputs.Select(range => range.Union(input.ZeroPoint))];
        for (int channel = 0; channel < weights.Outputs; channel++)
        {
            (long low, long high) = Sum(weights, channel, inside, border, onBorder);
            QuantizedMultiplier factor = new(weights.Constants.Multiplier[channel], weights.Constants.Shift[channel]);
            yield return Requantization.Of(low, high, factor, output.ZeroPoint, node.Operator.ActivationMin, node.Operator.ActivationMax);
        }
    }

    /// <param name="inside">Ranges of the input channels.</param>
    /// <param name="border">The same where padding may be read.</param>
    private static (long Low, long High) Sum(KernelWeights weights, int channel, ChannelRange[] inside, ChannelRange[] border, bool[] onBorder)
    {
        long low = weights.Constants.Bias[channel], high = low;
        int first = weights.FirstInput(channel);
        for (int tap = 0; tap < weights.Taps; tap++)
        {
            ReadOnlySpan<ChannelRange> ranges = (onBorder[tap] ? border : inside).AsSpan(first, weights.Depth);
            ReadOnlySpan<sbyte> own = weights.Of(channel, tap);
            for (int i = 0; i < ranges.Length; i++)
            {
                int weight = own[i];
                low += weight * (weight < 0 ? ranges[i].High : ranges[i].Low);
                high += weight * (weight < 0 ? ranges[i].Low : ranges[i].High);
            }
        }

        return (low, high);
    }
}
