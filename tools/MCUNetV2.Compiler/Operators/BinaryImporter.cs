using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>ADD, SUB and MUL. With a constant that is one value they become a LOOKUP; other constants become tensors of the package.</summary>
internal static class BinaryImporter
{
    public static Value Import(OperatorContext context, OperatorKind kind, TfLiteActivation activation)
    {
        var (first, second) = (context.InputTensor(0), context.InputTensor(1));
        var shape = Broadcast.Result(first.Shape, second.Shape, context);
        Shapes.Expect(context.Output, shape, context.Refuse);
        var output = Quantized.Activation(context.Output, context.Refuse);
        var (a, b) = (Quantized.Activation(first, context.Refuse), Quantized.Activation(second, context.Refuse));
        var arithmetic = BinaryArithmetic.Of(kind, a.Scale, b.Scale, output.Scale, context.Refuse);
        var clamp = Quantized.Clamp(activation, output, context.Refuse);

        if (IsSingle(first) || IsSingle(second))
        {
            return Table(context, arithmetic, (a.ZeroPoint, b.ZeroPoint, output.ZeroPoint), clamp);
        }

        var (operands, swapped) = Operands(context, kind, shape);
        arithmetic = swapped ? BinaryArithmetic.Of(kind, b.Scale, a.Scale, output.Scale, context.Refuse) : arithmetic;
        var full = operands[0].Shape.SequenceEqual(shape) ? operands[0] : operands[1];
        return context.Emit(kind, [.. operands.Select(o => o.Tensor)], context.ExtentsOf(full), full.Layout, o => o with
        {
            ActivationMin = clamp.Min,
            ActivationMax = clamp.Max,
            Constants = arithmetic.Constants,
        });
    }

    /// <summary>Both operands as tensors; the device wants the one that is repeated over rows and columns second.</summary>
    private static (ImmutableArray<Value> Operands, bool Swapped) Operands(OperatorContext context, OperatorKind kind, ImmutableArray<int> shape)
    {
        var (first, second) = (context.InputTensor(0), context.InputTensor(1));
        if (first.IsConstant || second.IsConstant)
        {
            var other = context.Input(first.IsConstant ? 1 : 0);
            var constant = ConstantOperand.Add(context, first.IsConstant ? first : second, other, mayRepeat: !first.IsConstant || kind != OperatorKind.Sub);
            return first.IsConstant && kind == OperatorKind.Sub ? ([constant, other], false) : ([other, constant], first.IsConstant);
        }

        var (a, b) = Broadcast.Align(context, context.Input(0), context.Input(1));
        if (a.Shape.SequenceEqual(shape))
        {
            return ([a, Broadcast.Expand(context, b, a, mayRepeat: true)], false);
        }

        var expanded = Broadcast.Expand(context, a, b, mayRepeat: kind != OperatorKind.Sub);
        return kind == OperatorKind.Sub ? ([expanded, b], false) : ([b, expanded], true);
    }

    private static Value Table(
        OperatorContext context, BinaryArithmetic arithmetic, (int First, int Second, int Output) zeroPoints, (int Min, int Max) clamp)
    {
        var constantIsFirst = IsSingle(context.InputTensor(0));
        var constant = context.InputTensor(constantIsFirst ? 0 : 1);
        Shapes.CheckData(constant, TfLiteType.INT8, context.Refuse);
        var value = (sbyte)constant.Data.Span[0] - (constantIsFirst ? zeroPoints.First : zeroPoints.Second);
        var input = context.Input(constantIsFirst ? 1 : 0);
        if (Shapes.Count(input.Shape) != Shapes.Count(context.Output.Shape))
        {
            throw context.Refuse("repeats its activation to the size of a constant, which is not supported");
        }

        input = input with { Layout = input.Layout.WithRank(context.Output.Shape.Length) };
        return LookupTable.Emit(context, input, LookupTable.Of(x => Math.Clamp(
            zeroPoints.Output + (constantIsFirst ? arithmetic.Apply(value, x - zeroPoints.Second) : arithmetic.Apply(x - zeroPoints.First, value)),
            clamp.Min, clamp.Max)));
    }

    private static bool IsSingle(TfLiteTensor tensor) => tensor.IsConstant && tensor.Data.Length == 1;
}
