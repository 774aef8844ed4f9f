// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Arithmetic;

/// <summary>16-bit fixed-point primitives, as gemmlowp and TFLite's HARD_SWISH have them.</summary>
internal static class FixedPoint16
{
    /// <summary>The upper half of a 32-bit multiplier, rounded; saturates.</summary>
    public static short Multiplier(QuantizedMultiplier factor) =>
        (short)Math.Min((factor.Multiplier + (1L << 15)) >> 16, short.MaxValue);

    /// <summary>round(a * b / 2^15); the one product that does not fit saturates.</summary>
    public static short DoublingHighMultiply(short a, short b)
    {
        int product = a * b;
        return (short)Math.Min((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15), short.MaxValue);
    }

    /// <summary>a * b / 2^15 towards zero; the one product that does not fit saturates.</summary>
    public static short TruncatedHighMultiply(short a, short b) => (short)Math.Min(a * b / (1 << 15), short.MaxValue);

    /// <summary>round(value / 2^exponent), ties away from zero; exponent 0 to 15.</summary>
    public static short RoundingShiftRight(short value, int exponent) => (short)FixedPoint.RoundingShiftRight(value, exponent);

    /// <summary>value * 2^exponent, saturating.</summary>
    public static short SaturatingShiftLeft(short value, int exponent) =>
        (short)Math.Clamp((long)value << exponent, short.MinValue, short.MaxValue);
}
