using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>QUANTIZE and DEQUANTIZE. Those at the ends of the model are the host's work; others must be from int8 to int8.</summary>
internal static class BoundaryOperators
{
    public static Value? Quantize(OperatorContext context)
    {
        var from = context.InputTensor(0).Type;
        Shapes.Expect(context.Output, context.InputTensor(0).Shape, context.Refuse);
        return (from, context.Output.Type) switch
        {
            // Only the model's input is float: InputImporter gave it this operator's quantisation.
            (TfLiteType.FLOAT32, TfLiteType.INT8) => context.Input(0),
            (TfLiteType.UINT8 or TfLiteType.INT8, TfLiteType.INT8) => UnaryImporter.Requantize(context),
            (TfLiteType.INT8, TfLiteType.UINT8) => null,
            _ => throw context.Refuse($"from {from} to {context.Output.Type} is not supported"),
        };
    }

    public static Value? Dequantize(OperatorContext context)
    {
        var from = context.InputTensor(0).Type;
        Shapes.Expect(context.Output, context.InputTensor(0).Shape, context.Refuse);
        return (from, context.Output.Type) == (TfLiteType.INT8, TfLiteType.FLOAT32)
            ? null
            : throw context.Refuse($"from {from} to {context.Output.Type} is not supported");
    }
}
