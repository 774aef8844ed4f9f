// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>DEQUANTIZE, at an output: the host's work.</summary>
internal static class Dequantize
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.DEQUANTIZE);

    private static Value? Import(OperatorContext context)
    {
        TfLiteType from = context.InputTensor(0).Type;
        Shapes.Expect(context.Output, context.InputTensor(0).Shape, context.Refuse);
        return (from, context.Output.Type) == (TfLiteType.INT8, TfLiteType.FLOAT32)
            ? null
            : throw context.Refuse($"from {from} to {context.Output.Type} is not supported");
    }
}
