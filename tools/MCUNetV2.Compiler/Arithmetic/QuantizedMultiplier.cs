// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Arithmetic;

/// <summary>A positive real factor as <c>Multiplier * 2^(Shift - 31)</c>: the form in which TFLite's integer kernels apply it.</summary>
/// <param name="Multiplier">0, or in [2^30, 2^31) when it comes from <see cref="FromReal"/>.</param>
/// <param name="Shift">-31 to <see cref="MaxShift"/> to be applied; positive shifts left before multiplying.</param>
public readonly record struct QuantizedMultiplier(int Multiplier, int Shift)
{
    public const int MaxShift = 30;

    private const int MinShift = -31;

    /// <summary>The nearest representable factor, as TFLite's QuantizeMultiplier rounds it; factors below 2^-32 become 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public static QuantizedMultiplier FromReal(double real)
    {
        if (!double.IsFinite(real) || real < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(real), $"the factor {real} between quantisations is not a positive number");
        }

        if (real == 0)
        {
            return default;
        }

        int shift = Math.ILogB(real) + 1;
        long mantissa = (long)Math.Round(Math.ScaleB(real, 31 - shift), MidpointRounding.AwayFromZero);
        if (mantissa == 1L << 31)
        {
            mantissa /= 2;
            shift++;
        }

        return shift < MinShift ? default : new QuantizedMultiplier((int)mantissa, shift);
    }

    /// <summary>Rounds twice, as TFLite does: a doubling high multiplication, then a shift to the right.</summary>
    public int Apply(int value) =>
        FixedPoint.RoundingShiftRight(
            FixedPoint.DoublingHighMultiply(unchecked(value << Math.Max(Shift, 0)), Multiplier), Math.Max(-Shift, 0));
}
