// SPDX-License-Identifier: MIT
using System.Numerics;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>exp, 1/x and what TFLite builds from them, after gemmlowp's description of its fixed-point functions.</summary>
internal static class ReferenceSoftmax
{
    private const int One = int.MaxValue;

    public static void Run(ReferenceTensor input, float beta, ReferenceTensor output)
    {
        double real = Math.Min(beta * input.Scale * Math.Pow(2, 26), int.MaxValue);
        (int multiplier, int shift) = Rounding.Quantize(real);
        int radius = (int)Math.Floor(31.0 * Math.Pow(2, 26) / Math.Pow(2, shift));
        int depth = input.Shape[^1];
        for (int row = 0; row < input.Values.Length; row += depth)
        {
            int max = input.Values.AsSpan(row, depth).ToArray().Max();
            int[] exps = new int[depth];
            int sum = 0;
            for (int i = 0; i < depth; i++)
            {
                int difference = input.Values[row + i] - max;
                exps[i] = difference < -radius
                    ? 0
                    : Exp(Rounding.HighMultiply(unchecked((int)((long)difference << shift)), multiplier), 5);
                sum += Rounding.RoundingShift(exps[i], 12);
            }

            // 1 / sum = (1 / (1 + f)) * 2^-bits with sum = (1 + f) * 2^bits, sum having 12 integer bits.
            int zeros = BitOperations.LeadingZeroCount((uint)sum);
            int reciprocal = Reciprocal((int)(((uint)sum << zeros) - 2147483648u));
            for (int i = 0; i < depth; i++)
            {
                int value = Rounding.RoundingShift(Rounding.HighMultiply(reciprocal, exps[i]), 12 - zeros + 23);
                output.Values[row + i] = Math.Clamp(value - 128, -128, 127);
            }
        }
    }

    public static int Logistic(int value, double scale)
    {
        (int multiplier, int shift) = Rounding.Quantize(scale * Math.Pow(2, 27));
        int radius = (int)Math.Floor(15.0 * Math.Pow(2, 27) / Math.Pow(2, shift));
        if (value <= -radius)
        {
            return -128;
        }

        if (value >= radius)
        {
            return 127;
        }

        int x = Rounding.Apply(value, (multiplier, shift));
        int positive = Reciprocal(Exp(-Math.Abs(x), 4));
        int result = x == 0 ? 1 << 30 : x > 0 ? positive : One - positive;
        return Math.Clamp(Rounding.RoundingShift(result, 23) - 128, -128, 127);
    }

    /// <summary>(1 - e) / (1 + e) with e = exp(-2 |x|), the sign put back.</summary>
    public static int Tanh(int value, double scale)
    {
        (int multiplier, int shift) = Rounding.Quantize(scale * Math.Pow(2, 27));
        int radius = (int)Math.Floor(15.0 * Math.Pow(2, 27) / Math.Pow(2, shift));
        if (value <= -radius || value >= radius)
        {
            return value <= -radius ? -128 : 127;
        }

        // The same number with one integer bit more is twice as large.
        int x = Rounding.Apply(value, (multiplier, shift));
        int magnitude = x == 0 ? 0 : Rounding.SaturatingShift(TwiceReciprocal(Exp(-Math.Abs(x), 5)) - (1 << 29), 2);
        return Math.Clamp(Rounding.RoundingShift(Math.Sign(x) * magnitude, 24), -128, 127);
    }

    /// <summary>exp(a) in Q0.31 of a non-positive number with as many integer bits.</summary>
    private static int Exp(int a, int integerBits)
    {
        if (a == 0)
        {
            return One;
        }

        double unit = Math.Pow(2, 31 - integerBits);
        int quarter = (int)(unit / 4);

        // a = -quarter * n + r with r in [-quarter, 0)
        int r = (int)(((long)a % quarter + quarter) % quarter) - quarter;
        int x = (int)(r * Math.Pow(2, integerBits)) + (1 << 28);
        int x2 = Rounding.HighMultiply(x, x);
        int x3 = Rounding.HighMultiply(x2, x);
        int x4 = Rounding.HighMultiply(x2, x2);
        int tail = Rounding.HighMultiply(Rounding.RoundingShift(x4, 2) + x3, 715827883) + x2;
        int result = 1895147668 + Rounding.HighMultiply(1895147668, x + Rounding.RoundingShift(tail, 1));
        int[] powers = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];
        long quarters = ((long)r - a) / quarter;
        for (int bit = 0; bit < integerBits + 2; bit++)
        {
            if ((quarters >> bit & 1) == 1)
            {
                result = Rounding.HighMultiply(result, powers[bit]);
            }
        }

        return result;
    }

    /// <summary>1 / (1 + a) in Q0.31.</summary>
    public static int Reciprocal(int a) => Rounding.SaturatingShift(TwiceReciprocal(a), 1);

    /// <summary>2 / (1 + a) in Q2.29.</summary>
    private static int TwiceReciprocal(int a)
    {
        int half = (int)(((long)a + One + 1) / 2);
        int x = 1515870810 + Rounding.HighMultiply(half, -1010580540);
        for (int i = 0; i < 3; i++)
        {
            int rest = (1 << 29) - Rounding.HighMultiply(half, x);
            x += Rounding.SaturatingShift(Rounding.HighMultiply(x, rest), 2);
        }

        return x;
    }
}
