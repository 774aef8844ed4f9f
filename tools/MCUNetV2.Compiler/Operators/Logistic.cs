// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>LOGISTIC as a table: the output has zero point -128 and is read with scale 1/256.</summary>
internal static class Logistic
{
    private const int IntegerBits = 4;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.LOGISTIC);

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
        if (to.ZeroPoint != sbyte.MinValue)
        {
            throw context.Refuse($"has an output zero point of {to.ZeroPoint}; TFLite requires -128");
        }

        (QuantizedMultiplier multiplier, int radius) = LookupTable.FixedPointInput(context, from.Scale, IntegerBits);
        return LookupTable.Emit(context, input, LookupTable.Of(x =>
        {
            int value = x - from.ZeroPoint;
            if (Math.Abs(value) >= radius)
            {
                return value < 0 || radius == 0 && value == 0 ? sbyte.MinValue : sbyte.MaxValue;
            }

            int real = Transcendental.Logistic(multiplier.Apply(value), IntegerBits);
            return FixedPoint.RoundingShiftRight(real, 31 - 8) + sbyte.MinValue;
        }));
    }
}
