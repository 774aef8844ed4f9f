// SPDX-License-Identifier: MIT
using System.Numerics;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>exp, 1/x and what TFLite builds from them, after gemmlowp's description of its fixed-point functions.</summary>
internal static class ReferenceSoftmax
{
    private const int One = int.MaxValue;

    public static void Run(ReferenceTensor input, float beta, ReferenceTensor output)
    {
        var real = Math.Min(beta * input.Scale * Math.Pow(2, 26), int.MaxValue);
        var (multiplier, shift) = Rounding.Quantize(real);
        var radius = (int)Math.Floor(31.0 * Math.Pow(2, 26) / Math.Pow(2, shift));
        var depth = input.Shape[^1];
        for (var row = 0; row < input.Values.Length; row += depth)
        {
            var max = input.Values.AsSpan(row, depth).ToArray().Max();
            var exps = new int[depth];
            var sum = 0;
            for (var i = 0; i < depth; i++)
            {
                var difference = input.Values[row + i] - max;
                exps[i] = difference < -radius
                    ? 0
                    : Exp(Rounding.HighMultiply(unchecked((int)((long)difference << shift)), multiplier), 5);
                sum += Rounding.RoundingShift(exps[i], 12);
            }

            // 1 / sum = (1 / (1 + f)) * 2^-bits with sum = (1 + f) * 2^bits, sum having 12 integer bits.
            var zeros = BitOperations.LeadingZeroCount((uint)sum);
            var reciprocal = Reciprocal((int)(((uint)sum << zeros) - 2147483648u));
            for (var i = 0; i < depth; i++)
            {
                var value = Rounding.RoundingShift(Rounding.HighMultiply(reciprocal, exps[i]), 12 - zeros + 23);
                output.Values[row + i] = Math.Clamp(value - 128, -128, 127);
            }
        }
    }

    public static int Logistic(int value, double scale)
    {
        var (multiplier, shift) = Rounding.Quantize(scale * Math.Pow(2, 27));
        var radius = (int)Math.Floor(15.0 * Math.Pow(2, 27) / Math.Pow(2, shift));
        if (value <= -radius)
        {
            return -128;
        }

        if (value >= radius)
        {
            return 127;
        }

        var x = Rounding.Apply(value, (multiplier, shift));
        var positive = Reciprocal(Exp(-Math.Abs(x), 4));
        var result = x == 0 ? 1 << 30 : x > 0 ? positive : One - positive;
        return Math.Clamp(Rounding.RoundingShift(result, 23) - 128, -128, 127);
    }

    /// <summary>(1 - e) / (1 + e) with e = exp(-2 |x|), the sign put back.</summary>
    public static int Tanh(int value, double scale)
    {
        var (multiplier, shift) = Rounding.Quantize(scale * Math.Pow(2, 27));
        var radius = (int)Math.Floor(15.0 * Math.Pow(2, 27) / Math.Pow(2, shift));
        if (value <= -radius || value >= radius)
        {
            return value <= -radius ? -128 : 127;
        }

        // The same number with one integer bit more is twice as large.
        var x = Rounding.Apply(value, (multiplier, shift));
        var magnitude = x == 0 ? 0 : Rounding.SaturatingShift(TwiceReciprocal(Exp(-Math.Abs(x), 5)) - (1 << 29), 2);
        return Math.Clamp(Rounding.RoundingShift(Math.Sign(x) * magnitude, 24), -128, 127);
    }

    /// <summary>exp(a) in Q0.31 of a non-positive number with as many integer bits.</summary>
    private static int Exp(int a, int integerBits)
    {
        if (a == 0)
        {
            return One;
        }

        var unit = Math.Pow(2, 31 - integerBits);
        var quarter = (int)(unit / 4);

        // a = -quarter * n + r with r in [-quarter, 0)
        var r = (int)(((long)a % quarter + quarter) % quarter) - quarter;
        var x = (int)(r * Math.Pow(2, integerBits)) + (1 << 28);
        var x2 = Rounding.HighMultiply(x, x);
        var x3 = Rounding.HighMultiply(x2, x);
        var x4 = Rounding.HighMultiply(x2, x2);
        var tail = Rounding.HighMultiply(Rounding.RoundingShift(x4, 2) + x3, 715827883) + x2;
        var result = 1895147668 + Rounding.HighMultiply(1895147668, x + Rounding.RoundingShift(tail, 1));
        int[] powers = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];
        var quarters = ((long)r - a) / quarter;
        for (var bit = 0; bit < integerBits + 2; bit++)
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
        var half = (int)(((long)a + One + 1) / 2);
        var x = 1515870810 + Rounding.HighMultiply(half, -1010580540);
        for (var i = 0; i < 3; i++)
        {
            var rest = (1 << 29) - Rounding.HighMultiply(half, x);
            x += Rounding.SaturatingShift(Rounding.HighMultiply(x, rest), 2);
        }

        return x;
    }
}
