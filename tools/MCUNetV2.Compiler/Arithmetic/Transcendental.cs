// SPDX-License-Identifier: MIT
using System.Numerics;

namespace MCUNetV2.Compiler.Arithmetic;

/// <summary>exp, logistic, tanh, reciprocal and 1 / square root in 32-bit fixed point, bit for bit as gemmlowp computes them (Qm.n: m integer bits, n fraction bits).</summary>
internal static class Transcendental
{
    private const int One = int.MaxValue;
    private const int ExpMinusOneEighth = 1895147668; // exp(-1/8), Q0.31
    private const int OneThird = 715827883;           // 1/3, Q0.31
    private const int FortyEightSeventeenths = 1515870810;  // 48/17, Q2.29
    private const int ThirtyTwoSeventeenths = 1010580540;   // 32/17, Q2.29
    private const int ThreeHalves = (1 << 28) + (1 << 27);  // Q3.28
    private const int HalfSquareRootOfTwo = 1518500250;     // Q0.31

    // exp(-2^k), k = -2 .. 4, Q0.31
    private static readonly int[] ExpOfPowers = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <summary>exp(a) in Q0.31, for a &lt;= 0 with <paramref name="integerBits"/> integer bits.</summary>
    public static int ExpOnNegative(int a, int integerBits)
    {
        if (a == 0)
        {
            return One;
        }

        int fractionBits = 31 - integerBits;
        int quarter = 1 << (fractionBits - 2);
        int inQuarter = (a & (quarter - 1)) - quarter;
        int result = ExpOnLastQuarter(FixedPoint.SaturatingShiftLeft(inQuarter, integerBits));
        int remainder = unchecked(inQuarter - a);
        for (int power = -2; power < integerBits; power++)
        {
            if ((remainder & (1 << (fractionBits + power))) != 0)
            {
                result = FixedPoint.DoublingHighMultiply(result, ExpOfPowers[power + 2]);
            }
        }

        return result;
    }

    /// <summary>1 / (1 + exp(-a)) in Q0.31.</summary>
    public static int Logistic(int a, int integerBits)
    {
        if (a == 0)
        {
            return 1 << 30;
        }

        int ofMagnitude = OneOverOnePlus(ExpOnNegative(a > 0 ? -a : a, integerBits));
        return a > 0 ? ofMagnitude : One - ofMagnitude;
    }

    /// <summary>Taylor expansion of exp around -1/8 on [-1/4, 0), Q0.31.</summary>
    private static int ExpOnLastQuarter(int a)
    {
        int x = a + (1 << 28);
        int x2 = FixedPoint.DoublingHighMultiply(x, x);
        int x3 = FixedPoint.DoublingHighMultiply(x2, x);
        int x4 = FixedPoint.DoublingHighMultiply(x2, x2);
        int cubic = FixedPoint.DoublingHighMultiply(FixedPoint.RoundingShiftRight(x4, 2) + x3, OneThird) + x2;
        return ExpMinusOneEighth + FixedPoint.DoublingHighMultiply(ExpMinusOneEighth, x + FixedPoint.RoundingShiftRight(cubic, 1));
    }

    /// <summary>tanh(a) in Q0.31.</summary>
    public static int Tanh(int a, int integerBits)
    {
        if (a == 0)
        {
            return 0;
        }

        // (1 - x) / (1 + x) of x = exp(-2 |a|): 2 / (1 + x) less 1.
        int twice = TwoOverOnePlus(ExpOnNegative(a > 0 ? -a : a, integerBits + 1));
        int ofMagnitude = FixedPoint.SaturatingShiftLeft(twice - (1 << 29), 2);
        return a > 0 ? ofMagnitude : -ofMagnitude;
    }

    /// <summary>1 / sqrt(value), value at least 1, as TFLite's GetInvSqrtQuantizedMultiplierExp: five Newton-Raphson steps from 1, in Q3.28.</summary>
    public static QuantizedMultiplier InverseSquareRoot(int value)
    {
        if (value <= 1)
        {
            return new QuantizedMultiplier(One, 0);
        }

        int shift = 11;
        for (; value >= 1 << 29; value /= 4)
        {
            shift++;
        }

        int pairs = ((BitOperations.LeadingZeroCount((uint)value) - 1) / 2) - 1;
        shift -= pairs;
        int input = (value << (2 * pairs)) >> 1;
        int half = FixedPoint.RoundingShiftRight(input, 1);
        int x = 1 << 28;
        for (int step = 0; step < 5; step++)
        {
            int cube = FixedPoint.SaturatingShiftLeft(FixedPoint.DoublingHighMultiply(FixedPoint.DoublingHighMultiply(x, x), x), 6);
            int next = FixedPoint.DoublingHighMultiply(ThreeHalves, x) - FixedPoint.DoublingHighMultiply(half, cube);
            x = FixedPoint.SaturatingShiftLeft(next, 3);
        }

        int multiplier = FixedPoint.DoublingHighMultiply(x, HalfSquareRootOfTwo);
        return shift < 0 ? new QuantizedMultiplier(multiplier << -shift, 0) : new QuantizedMultiplier(multiplier, -shift);
    }

    /// <summary>1 / (1 + a) for a in [0, 1], Q0.31.</summary>
    public static int OneOverOnePlus(int a) => FixedPoint.SaturatingShiftLeft(TwoOverOnePlus(a), 1);

    /// <summary>2 / (1 + a) for a in [0, 1], Q2.29: three Newton-Raphson steps for the reciprocal of half the denominator.</summary>
    private static int TwoOverOnePlus(int a)
    {
        int halfDenominator = FixedPoint.RoundingHalfSum(a, One);
        int x = FortyEightSeventeenths + FixedPoint.DoublingHighMultiply(halfDenominator, -ThirtyTwoSeventeenths);
        for (int step = 0; step < 3; step++)
        {
            int error = (1 << 29) - FixedPoint.DoublingHighMultiply(halfDenominator, x);
            x += FixedPoint.SaturatingShiftLeft(FixedPoint.DoublingHighMultiply(x, error), 2);
        }

        return x;
    }
}
