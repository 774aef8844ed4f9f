// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>QUANTIZE: a table that changes scale and zero point; at the ends of the model, the host's work.</summary>
internal static class Quantize
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.QUANTIZE);

    /// <summary>From int8 to uint8, as the int8 values that are 128 less.</summary>
    public static Value ToUInt8(OperatorContext context)
    {
        (float scale, int zeroPoint) = Quantized.PerTensor(context.Output, byte.MinValue, byte.MaxValue, context.Refuse);
        return Requantize(context, (scale, zeroPoint + sbyte.MinValue));
    }

    private static Value? Import(OperatorContext context)
    {
        TfLiteType from = context.InputTensor(0).Type;
        Shapes.Expect(context.Output, context.InputTensor(0).Shape, context.Refuse);
        return (from, context.Output.Type) switch
        {
            // Only the model's input is float: InputImporter gave it this operator's quantisation.
            (TfLiteType.FLOAT32, TfLiteType.INT8) => context.AnyInput(0),
            (TfLiteType.UINT8 or TfLiteType.INT8, TfLiteType.INT8) => Requantize(context, Quantized.Activation(context.Output, context.Refuse)),
            (TfLiteType.INT8, TfLiteType.UINT8) => null,
            _ => throw context.Refuse($"from {from} to {context.Output.Type} is not supported"),
        };
    }

    private static Value Requantize(OperatorContext context, (float Scale, int ZeroPoint) to)
    {
        Value input = context.ElementsOf(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        Tensor from = context.Graph[input.Tensor];
        QuantizedMultiplier multiplier = Quantized.Multiplier((double)from.Scale / to.Scale, context.Refuse);
        return LookupTable.Emit(context, input, LookupTable.Of(x => multiplier.Apply(x - from.ZeroPoint) + to.ZeroPoint), to);
    }
}
