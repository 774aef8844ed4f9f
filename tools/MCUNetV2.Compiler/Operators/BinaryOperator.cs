// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// What operators of two operands have in common. With a constant that is one value they become a LOOKUP; other constants become tensors of the package.
/// </summary>
internal abstract class BinaryOperator(OperatorKind kind) : OperatorClass(kind)
{
    /// <summary>The arithmetic for operands of two scales, or refusal.</summary>
    protected delegate BinaryArithmetic ArithmeticOf(float scale0, float scale1, float output, Func<string, Exception> refuse);

    public override bool HasClamp => true;

    public override AxisMap Map(Dependence of) => of.PointwiseOrRepeated();

    public override Overwriting Overwrites(Operator op, int input) => Overwriting.Elementwise;

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) =>
        inputs.All(i => i.Length == node.Output.Channels)
            ? inputs[0].Zip(inputs[1], (a, b) => Range(node, a.Less(node.Input(0).ZeroPoint), b.Less(node.Input(1).ZeroPoint)))
            : base.Ranges(node, inputs);

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    /// <summary>Bounds of the result for operands less their zero points.</summary>
    protected virtual ChannelRange Range(Node node, ChannelRange first, ChannelRange second) =>
        ChannelRange.Full.Clamp(node.Operator.ActivationMin, node.Operator.ActivationMax);

    protected static ChannelRange Requantize(Node node, ChannelRange bounds, QuantizedMultiplier factor) => Requantization.Of(
        bounds.Low, bounds.High, factor, node.Output.ZeroPoint, node.Operator.ActivationMin, node.Operator.ActivationMax);

    protected static ChannelRange Requantize(Node node, ChannelRange bounds, AddConstants constants) =>
        Requantize(node, bounds, new QuantizedMultiplier(constants.OutputMultiplier, constants.OutputShift));

    /// <summary>Both operands of a sum or difference on their common scale.</summary>
    protected static (ChannelRange First, ChannelRange Second) Terms(AddConstants constants, ChannelRange first, ChannelRange second)
    {
        return (Term(first, constants.Multiplier0, constants.Shift0), Term(second, constants.Multiplier1, constants.Shift1));

        ChannelRange Term(ChannelRange range, int multiplier, int shift)
        {
            QuantizedMultiplier factor = new(multiplier, shift);
            return new ChannelRange(factor.Apply(range.Low << constants.LeftShift), factor.Apply(range.High << constants.LeftShift));
        }
    }

    /// <param name="commutes">The operands may change places.</param>
    protected static Value Import(
        OperatorContext context, OperatorKind kind, TfLiteActivation activation, ArithmeticOf arithmeticOf, bool commutes = true)
    {
        (TfLiteTensor first, TfLiteTensor second) = (context.InputTensor(0), context.InputTensor(1));
        ImmutableArray<int> shape = Broadcast.Result(first.Shape, second.Shape, context);
        Shapes.Expect(context.Output, shape, context.Refuse);
        if (Collapsing.IsNeeded(context))
        {
            return Collapsing.Repeating(context, c => Import(c, kind, activation, arithmeticOf, commutes));
        }

        (float Scale, int ZeroPoint) output = Quantized.Activation(context.Output, context.Refuse);
        ((float Scale, int ZeroPoint) a, (float Scale, int ZeroPoint) b) = (Quantized.Activation(first, context.Refuse), Quantized.Activation(second, context.Refuse));
        BinaryArithmetic arithmetic = arithmeticOf(a.Scale, b.Scale, output.Scale, context.Refuse);
        (int Min, int Max) clamp = Quantized.Clamp(activation, output, context.Refuse);

        if (IsSingle(first) || IsSingle(second))
        {
            return Table(context, arithmetic, (a.ZeroPoint, b.ZeroPoint, output.ZeroPoint), clamp);
        }

        (ImmutableArray<Value> operands, bool swapped) = Operands(context, shape, commutes);
        arithmetic = swapped ? arithmeticOf(b.Scale, a.Scale, output.Scale, context.Refuse) : arithmetic;
        Value full = operands[0].Shape.SequenceEqual(shape) ? operands[0] : operands[1];
        return context.Emit(kind, [.. operands.Select(o => o.Tensor)], context.ExtentsOf(full), full.Layout, o => o with
        {
            ActivationMin = clamp.Min,
            ActivationMax = clamp.Max,
            Constants = arithmetic.Constants,
        });
    }

    /// <summary>Both operands as tensors; the device wants the one that is repeated over rows and columns second.</summary>
    private static (ImmutableArray<Value> Operands, bool Swapped) Operands(OperatorContext context, ImmutableArray<int> shape, bool commutes)
    {
        (TfLiteTensor first, TfLiteTensor second) = (context.InputTensor(0), context.InputTensor(1));
        if (first.IsConstant || second.IsConstant)
        {
            Value other = Broadcast.ToOutput(context, context.Input(first.IsConstant ? 1 : 0));
            Value constant = ConstantOperand.Add(context, first.IsConstant ? first : second, other, mayRepeat: !first.IsConstant || commutes);
            return first.IsConstant && !commutes ? ([constant, other], false) : ([other, constant], first.IsConstant);
        }

        (Value a, Value b) = Broadcast.Align(context, context.Input(0), context.Input(1));
        if (!a.Shape.SequenceEqual(shape) && !b.Shape.SequenceEqual(shape))
        {
            // Each repeats along what the other has: one of them becomes whole first.
            a = Broadcast.ToOutput(context, a);
            b = context.ArrangeAs(b, a.Layout);
        }

        if (a.Shape.SequenceEqual(shape))
        {
            return ([a, Broadcast.Expand(context, b, a, mayRepeat: true)], false);
        }

        Value expanded = Broadcast.Expand(context, a, b, mayRepeat: commutes);
        return commutes ? ([b, expanded], true) : ([expanded, b], false);
    }

    private static Value Table(
        OperatorContext context, BinaryArithmetic arithmetic, (int First, int Second, int Output) zeroPoints, (int Min, int Max) clamp)
    {
        bool constantIsFirst = IsSingle(context.InputTensor(0));
        TfLiteTensor constant = context.InputTensor(constantIsFirst ? 0 : 1);
        Shapes.CheckData(constant, TfLiteType.INT8, context.Refuse);
        int value = (sbyte)constant.Data.Span[0] - (constantIsFirst ? zeroPoints.First : zeroPoints.Second);
        Value input = context.Input(constantIsFirst ? 1 : 0);
        input = input with { Layout = input.Layout.WithRank(context.Output.Shape.Length) };
        return LookupTable.Emit(context, input, LookupTable.Of(x => Math.Clamp(
            zeroPoints.Output + (constantIsFirst ? arithmetic.Apply(value, x - zeroPoints.Second) : arithmetic.Apply(x - zeroPoints.First, value)),
            clamp.Min, clamp.Max)));
    }

    private static bool IsSingle(TfLiteTensor tensor) => tensor.IsConstant && tensor.Data.Length == 1;
}
