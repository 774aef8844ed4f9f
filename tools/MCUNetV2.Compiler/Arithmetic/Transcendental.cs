// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Arithmetic;

/// <summary>exp, logistic and reciprocal in 32-bit fixed point, bit for bit as gemmlowp computes them (Qm.n: m integer bits, n fraction bits).</summary>
internal static class Transcendental
{
    private const int One = int.MaxValue;
    private const int ExpMinusOneEighth = 1895147668; // exp(-1/8), Q0.31
    private const int OneThird = 715827883;           // 1/3, Q0.31
    private const int FortyEightSeventeenths = 1515870810;  // 48/17, Q2.29
    private const int ThirtyTwoSeventeenths = 1010580540;   // 32/17, Q2.29

    // exp(-2^k), k = -2 .. 4, Q0.31
    private static readonly int[] ExpOfPowers = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <summary>exp(a) in Q0.31, for a &lt;= 0 with <paramref name="integerBits"/> integer bits.</summary>
    public static int ExpOnNegative(int a, int integerBits)
    {
        if (a == 0)
        {
            return One;
        }

        var fractionBits = 31 - integerBits;
        var quarter = 1 << (fractionBits - 2);
        var inQuarter = (a & (quarter - 1)) - quarter;
        var result = ExpOnLastQuarter(FixedPoint.SaturatingShiftLeft(inQuarter, integerBits));
        var remainder = unchecked(inQuarter - a);
        for (var power = -2; power < integerBits; power++)
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

        var ofMagnitude = OneOverOnePlus(ExpOnNegative(a > 0 ? -a : a, integerBits));
        return a > 0 ? ofMagnitude : One - ofMagnitude;
    }

    /// <summary>Taylor expansion of exp around -1/8 on [-1/4, 0), Q0.31.</summary>
    private static int ExpOnLastQuarter(int a)
    {
        var x = a + (1 << 28);
        var x2 = FixedPoint.DoublingHighMultiply(x, x);
        var x3 = FixedPoint.DoublingHighMultiply(x2, x);
        var x4 = FixedPoint.DoublingHighMultiply(x2, x2);
        var cubic = FixedPoint.DoublingHighMultiply(FixedPoint.RoundingShiftRight(x4, 2) + x3, OneThird) + x2;
        return ExpMinusOneEighth + FixedPoint.DoublingHighMultiply(ExpMinusOneEighth, x + FixedPoint.RoundingShiftRight(cubic, 1));
    }

    /// <summary>1 / (1 + a) for a in [0, 1], Q0.31: three Newton-Raphson steps for the reciprocal of half the denominator, in Q2.29.</summary>
    private static int OneOverOnePlus(int a)
    {
        var halfDenominator = FixedPoint.RoundingHalfSum(a, One);
        var x = FortyEightSeventeenths + FixedPoint.DoublingHighMultiply(halfDenominator, -ThirtyTwoSeventeenths);
        for (var step = 0; step < 3; step++)
        {
            var error = (1 << 29) - FixedPoint.DoublingHighMultiply(halfDenominator, x);
            x += FixedPoint.SaturatingShiftLeft(FixedPoint.DoublingHighMultiply(x, error), 2);
        }

        return FixedPoint.SaturatingShiftLeft(x, 1);
    }
}
