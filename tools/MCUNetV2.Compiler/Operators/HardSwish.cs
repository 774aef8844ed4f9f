// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>HARD_SWISH as a table, in the 16-bit fixed point of TFLite's reference kernel.</summary>
internal static class HardSwish
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.HARD_SWISH);

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);

        // The input with seven more bits; relu6(x + 3) / 6 in Q0.15 is what ± 3 in 16 bits stands for.
        float fine = 1f / 128 * from.Scale;
        QuantizedMultiplier output = Quantized.Multiplier((double)(fine / to.Scale), context.Refuse);
        QuantizedMultiplier gate = Quantized.Multiplier((double)(fine / (3f / 32768)), context.Refuse);
        if (output.Shift is > 0 or < -15 || gate.Shift is < -15 or > 15)
        {
            throw context.Refuse($"has scales {from.Scale:g3} and {to.Scale:g3}, whose ratio TFLite does not take");
        }

        return LookupTable.Emit(context, input, LookupTable.Of(x =>
        {
            short value = (short)((x - from.ZeroPoint) * 128);
            short scaled = FixedPoint16.DoublingHighMultiply(value, FixedPoint16.Multiplier(output));
            short product = FixedPoint16.TruncatedHighMultiply(Gate(value, gate), scaled);
            return (short)(FixedPoint16.RoundingShiftRight(product, -output.Shift) + to.ZeroPoint);
        }));
    }

    /// <summary>relu6(x + 3) / 6 in Q0.15.</summary>
    private static short Gate(short value, QuantizedMultiplier factor)
    {
        value = factor.Shift > 0 ? FixedPoint16.SaturatingShiftLeft(value, factor.Shift - 1) : value;
        value = FixedPoint16.DoublingHighMultiply(value, FixedPoint16.Multiplier(factor));
        value = factor.Shift > 0 ? FixedPoint16.SaturatingShiftLeft(value, 1) : FixedPoint16.RoundingShiftRight(value, -factor.Shift);
        return (short)((value + (1 << 15)) >> 1);
    }
}
