// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>MAXIMUM and MINIMUM. TFLite compares the bytes as they are, whatever quantisations the operands declare.</summary>
internal sealed class Extremum(OperatorKind kind) : BinaryOperator(kind)
{
    public static SourceOperator Maximum { get; } = new(context => Import(context, OperatorKind.Maximum), BuiltinOperator.MAXIMUM);

    public static SourceOperator Minimum { get; } = new(context => Import(context, OperatorKind.Minimum), BuiltinOperator.MINIMUM);

    protected override ChannelRange Range(Node node, ChannelRange first, ChannelRange second)
    {
        (ChannelRange a, ChannelRange b) = (first.Less(-node.Input(0).ZeroPoint), second.Less(-node.Input(1).ZeroPoint));
        Func<int, int, int> choose = Kind == OperatorKind.Maximum ? Math.Max : Math.Min;
        return new ChannelRange(choose(a.Low, b.Low), choose(a.High, b.High)).Clamp(node.Operator.ActivationMin, node.Operator.ActivationMax);
    }

    private static Value Import(OperatorContext context, OperatorKind kind)
    {
        int ZeroPoint(TfLiteTensor tensor) => Quantized.Activation(tensor, context.Refuse).ZeroPoint;

        Arithmetic arithmetic = new(
            kind == OperatorKind.Maximum ? Math.Max : Math.Min, ZeroPoint(context.InputTensor(0)), ZeroPoint(context.InputTensor(1)), ZeroPoint(context.Output));
        return Import(context, kind, TfLiteActivation.NONE, (_, _, _, _) => arithmetic);
    }

    private sealed record Arithmetic(Func<int, int, int> Choose, int ZeroPoint0, int ZeroPoint1, int OutputZeroPoint) : BinaryArithmetic
    {
        public override Constants? Constants => null;

        public override int Apply(int x0, int x1) => Choose(x0 + ZeroPoint0, x1 + ZeroPoint1) - OutputZeroPoint;
    }
}
