// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>ABS as a table.</summary>
internal static class Abs
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.ABS);

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
        QuantizedMultiplier factor = Quantized.Multiplier((double)(from.Scale / to.Scale), context.Refuse);
        return LookupTable.Emit(context, input, LookupTable.Of(
            x => Math.Abs(x - from.ZeroPoint) is var size && from.Scale == to.Scale ? size + to.ZeroPoint : factor.Apply(size) + to.ZeroPoint));
    }
}
