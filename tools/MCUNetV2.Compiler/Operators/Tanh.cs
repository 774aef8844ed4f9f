// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>TANH as a table: the output has zero point 0 and is read with scale 1/128.</summary>
internal static class Tanh
{
    private const int IntegerBits = 4;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.TANH);

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
        if (to.ZeroPoint != 0)
        {
            throw context.Refuse($"has an output zero point of {to.ZeroPoint}; TFLite requires 0");
        }

        (QuantizedMultiplier multiplier, int radius) = LookupTable.FixedPointInput(context, from.Scale, IntegerBits);
        return LookupTable.Emit(context, input, LookupTable.Of(x => (x - from.ZeroPoint) switch
        {
            var value when value <= -radius => sbyte.MinValue,
            var value when value >= radius => sbyte.MaxValue,
            var value => FixedPoint.RoundingShiftRight(Transcendental.Tanh(multiplier.Apply(value), IntegerBits), 31 - 7),
        }));
    }
}
