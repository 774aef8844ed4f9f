// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>GELU, x times the share of a normal distribution below x, as a table in single precision as TFLite has it.</summary>
internal static class Gelu
{
    private const float HalfRoot = 0.70710678118654752440f; // sqrt(1/2)
    private const float RootOfTwoOverPi = (float)(1.12837916709551257390 * 0.70710678118654752440);

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.GELU)
    {
        Detail = (_, op) => op.Options is GeluOptions { Approximate: true } ? "approximate" : "",
    };

    private static Value Import(OperatorContext context)
    {
        (Value input, (float, int) from, (float, int) to) = LookupTable.Read(context);
        return LookupTable.Emit(context, input, LookupTable.OfReal(from, to, context.OptionsOr(new GeluOptions(false)).Approximate ? Approximate : Exact));
    }

    private static float Exact(float x) => 0.5f * x * (float)ErrorFunctionComplement(x * -HalfRoot);

    private static float Approximate(float x) => 0.5f * x * (1 + MathF.Tanh(RootOfTwoOverPi * (x + (0.044715f * x * x * x))));

    /// <summary>erfc to double precision: the series of DLMF 7.6.2 for small numbers, the continued fraction of 7.9.1 for large ones.</summary>
    private static double ErrorFunctionComplement(double x)
    {
        const double Split = 2; // both converge here
        const int Fractions = 80;
        double scale = Math.Exp(-x * x) / Math.Sqrt(Math.PI);
        if (x < 0)
        {
            return 2 - ErrorFunctionComplement(-x);
        }

        if (x >= Split)
        {
            double fraction = x;
            for (int i = Fractions; i > 0; i--)
            {
                fraction = x + (i / 2.0 / fraction);
            }

            return scale / fraction;
        }

        double sum = 0;
        double term = 2 * x;
        for (int n = 1; sum + term != sum; n++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * n) + 1);
        }

        return 1 - (scale * sum);
    }
}
