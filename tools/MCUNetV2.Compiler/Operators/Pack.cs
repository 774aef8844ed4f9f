// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>PACK: joins its inputs along a dimension of size 1 that each of them gets.</summary>
internal static class Pack
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.PACK);

    private static Value? Import(OperatorContext context)
    {
        int axis = Shapes.Axis(context.Options<PackOptions>().Axis, context.Output.Shape.Length, context.Refuse);
        TfLiteOperator joining = context.Operator with { Code = BuiltinOperator.CONCATENATION, Options = new ConcatenationOptions(axis) };
        foreach (TfLiteTensor input in Enumerable.Range(0, context.Operator.Inputs.Length).Select(context.InputTensor))
        {
            Shapes.Expect(context.Output, input.Shape.Insert(Math.Min(axis, input.Shape.Length), context.Operator.Inputs.Length), context.Refuse);
        }

        return Concatenation.Source.Import(context.Reshaped(joining, shape => shape.Insert(axis, 1), shape => shape));
    }
}
