// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>RSQRT as a table. Of 0 it is the greatest value; at a negative number TFLite stops, and here it is the same.</summary>
internal static class Rsqrt
{
    /// <summary>Fraction bits of the root before it is requantised.</summary>
    private const int FractionBits = 20;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.RSQRT);

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
        QuantizedMultiplier factor = Quantized.Multiplier(1.0 / (double)(MathF.Sqrt(from.Scale) * to.Scale), context.Refuse);
        QuantizedMultiplier fromFraction = factor with { Shift = factor.Shift - FractionBits };
        if (fromFraction.Shift < -31)
        {
            throw context.Refuse($"has scales {from.Scale:g3} and {to.Scale:g3}, which are too large for it");
        }

        return LookupTable.Emit(context, input, LookupTable.Of(x =>
        {
            int value = x - from.ZeroPoint;
            if (value <= 0)
            {
                return sbyte.MaxValue;
            }

            QuantizedMultiplier root = Transcendental.InverseSquareRoot(value);
            return fromFraction.Apply((root with { Shift = root.Shift + FractionBits }).Apply(1)) + to.ZeroPoint;
        }));
    }
}
