using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>
/// Channels of a convolution whose output is the same for every input: quantisation-aware training leaves many, with scales next to
/// nothing and so with shifts far outside what a kernel's fast path applies. They get an ordinary shift, for the same outputs.
/// </summary>
internal static class ConstantChannels
{
    private const int PlainMultiplier = 1 << 30; // with the shift below: a quarter
    private const sbyte PlainShift = -1;
    private const int Quarters = 4;

    public static ConvolutionConstants Simplify(ConvolutionConstants constants, bool depthwise)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        var bias = constants.Bias.ToBuilder();
        var multiplier = constants.Multiplier.ToBuilder();
        var shift = constants.Shift.ToBuilder();
        var weights = constants.Weights.ToBuilder();
        for (int c = 0; c < channels; c++)
        {
            int first = depthwise ? c : c * window, step = depthwise ? channels : 1;
            long spread = 0;
            for (int i = 0; i < window; i++)
            {
                spread += 128 * Math.Abs((long)weights[first + (i * step)]);
            }

            if (ConstantOutput(bias[c], spread, multiplier[c], shift[c]) is not { } output)
            {
                continue;
            }

            bias[c] = Quarters * output;
            multiplier[c] = PlainMultiplier;
            shift[c] = PlainShift;
            for (int i = 0; i < window; i++)
            {
                weights[first + (i * step)] = 0;
            }
        }

        return new ConvolutionConstants(bias.ToImmutable(), multiplier.ToImmutable(), shift.ToImmutable(), weights.ToImmutable());
    }

    /// <summary>What every sum from bias - spread to bias + spread requantises to; null when that differs.</summary>
    private static int? ConstantOutput(int bias, long spread, int multiplier, int shift)
    {
        long low = bias - spread, high = bias + spread;
        if (shift > 0 || low < int.MinValue || high > int.MaxValue)
        {
            return null; // sums could wrap around
        }

        int output = Requantise((int)low, multiplier, shift);
        return output == Requantise((int)high, multiplier, shift) && Math.Abs(output) <= byte.MaxValue ? output : null;
    }

    /// <summary>As mcunet/quantization.h, for a right shift: a rounding high multiply, then a rounding shift with ties away from zero.</summary>
    private static int Requantise(int sum, int multiplier, int shift)
    {
        int high = (int)((((long)sum * multiplier) + (1L << 30)) >> 31);
        return (int)Math.Round(Math.ScaleB(high, shift), MidpointRounding.AwayFromZero);
    }
}
