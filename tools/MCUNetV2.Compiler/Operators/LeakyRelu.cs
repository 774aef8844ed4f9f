// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>LEAKY_RELU as a table, its two factors in single precision as TFLite has them.</summary>
internal static class LeakyRelu
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.LEAKY_RELU)
    {
        Detail = (_, op) => op.Options is LeakyReluOptions o ? $"alpha {o.Alpha:g3}" : "",
    };

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
        float alpha = context.Options<LeakyReluOptions>().Alpha;
        QuantizedMultiplier identity = Quantized.Multiplier((double)(from.Scale / to.Scale), context.Refuse);
        QuantizedMultiplier slope = Quantized.Multiplier((double)MathF.Abs(from.Scale * alpha / to.Scale), context.Refuse);
        return LookupTable.Emit(context, input, LookupTable.Of(x =>
        {
            int value = x - from.ZeroPoint;
            return to.ZeroPoint + (value >= 0 ? identity.Apply(value) : alpha < 0 ? -slope.Apply(value) : slope.Apply(value));
        }));
    }
}
