// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Arithmetic;

/// <summary>32-bit fixed-point primitives, as gemmlowp defines and TFLite uses them.</summary>
internal static class FixedPoint
{
    /// <summary>round(a * b / 2^31); the one product that does not fit saturates.</summary>
    public static int DoublingHighMultiply(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue)
        {
            return int.MaxValue;
        }

        long product = (long)a * b;
        return (int)((product + (product >= 0 ? 1L << 30 : 1 - (1L << 30))) / (1L << 31));
    }

    /// <summary>round(value / 2^exponent), ties away from zero; exponent 0 to 31.</summary>
    public static int RoundingShiftRight(int value, int exponent)
    {
        int mask = (int)((1L << exponent) - 1);
        int remainder = value & mask;
        int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /// <summary>value * 2^exponent, saturating.</summary>
    public static int SaturatingShiftLeft(int value, int exponent) =>
        (int)Math.Clamp((long)value << exponent, int.MinValue, int.MaxValue);

    /// <summary>round((a + b) / 2), ties away from zero.</summary>
    public static int RoundingHalfSum(int a, int b)
    {
        long sum = (long)a + b;
        return (int)((sum + (sum >= 0 ? 1 : -1)) / 2);
    }
}
