// SPDX-License-Identifier: MIT
namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>TFLite's requantisation written out with wide integers, apart from the compiler's and the engine's.</summary>
public static class Rounding
{
    /// <summary>The multiplier and shift of TFLite's QuantizeMultiplier.</summary>
    public static (int Multiplier, int Shift) Quantize(double real)
    {
        if (real <= 0)
        {
            (int magnitude, int exponent) = real == 0 ? (0, 0) : Quantize(-real);
            return (-magnitude, exponent);
        }

        int shift = 0;
        double mantissa = real;
        for (; mantissa >= 1; mantissa /= 2)
        {
            shift++;
        }

        for (; mantissa < 0.5; mantissa *= 2)
        {
            shift--;
        }

        long rounded = (long)Math.Floor((mantissa * 2147483648.0) + 0.5);
        if (rounded == 2147483648)
        {
            rounded = 1073741824;
            shift++;
        }

        return shift < -31 ? (0, 0) : ((int)rounded, shift);
    }

    /// <summary>round(round(value * 2^max(shift, 0) * multiplier / 2^31) / 2^max(-shift, 0)).</summary>
    public static int Apply(int value, (int Multiplier, int Shift) factor)
    {
        int shifted = unchecked((int)((long)value << Math.Max(factor.Shift, 0)));
        return RoundingShift(HighMultiply(shifted, factor.Multiplier), Math.Max(-factor.Shift, 0));
    }

    /// <summary>round(a * b / 2^31), half away from zero upwards, towards zero downwards, as gemmlowp's truncating division has it.</summary>
    public static int HighMultiply(int a, int b)
    {
        Int128 product = (Int128)a * b;
        if (product == (Int128)1 << 62)
        {
            return int.MaxValue;
        }

        Int128 half = (Int128)1 << 30;
        return (int)((product >= 0 ? product + half : product + 1 - half) / ((Int128)1 << 31));
    }

    /// <summary>round(value / 2^shift), half away from zero.</summary>
    public static int RoundingShift(int value, int shift)
    {
        long magnitude = Math.Abs((long)value);
        long rounded = shift == 0 ? magnitude : (magnitude + (1L << (shift - 1))) >> shift;
        return (int)(value < 0 ? -rounded : rounded);
    }

    /// <summary>value * 2^shift, saturating.</summary>
    public static int SaturatingShift(int value, int shift) => (int)Math.Clamp(value * Math.Pow(2, shift), int.MinValue, int.MaxValue);
}
