// SPDX-License-Identifier: MIT
using System.Numerics;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>MEAN over any dimensions, and SUM, which is one that divides by nothing.</summary>
internal sealed class Mean() : OperatorClass(OperatorKind.Mean)
{
    public static SourceOperator Source { get; } = new(context => Import(context, divides: true), BuiltinOperator.MEAN);

    public static SourceOperator Sum { get; } = new(context => Import(context, divides: false), BuiltinOperator.SUM);

    public override AxisMap Map(Dependence of) => of.Window();

    public override bool CanAccumulate(Node node) => CoversInput(node);

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs)
    {
        MeanConstants constants = node.Constants<MeanConstants>();
        long count = (long)node.Window.KernelHeight * node.Window.KernelWidth;
        QuantizedMultiplier factor = new(constants.Multiplier, constants.Shift);
        return inputs[0].Select(range => Requantization.Of(
            constants.Offset + (count * range.Low), constants.Offset + (count * range.High), factor, node.Output.ZeroPoint,
            node.Operator.ActivationMin, node.Operator.ActivationMax));
    }

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    private static Value Import(OperatorContext context, bool divides)
    {
        Reduction reduction = Reduction.Of(context);
        MeanConstants constants = Constants(context, context.Graph[reduction.Input.Tensor], reduction.Count, divides);
        return reduction.Emit(context, OperatorKind.Mean, o => o with { Constants = constants });
    }

    /// <summary>The division by the count is part of the multiplier, with as many bits as TFLite keeps.</summary>
    private static MeanConstants Constants(OperatorContext context, Tensor input, int count, bool divides)
    {
        if (count > Limits.Summands)
        {
            throw context.Refuse($"sums {count} values; up to {Limits.Summands} are supported");
        }

        (float scale, _) = Quantized.Activation(context.Output, context.Refuse);
        QuantizedMultiplier multiplier = Quantized.Multiplier((double)input.Scale / scale, context.Refuse);
        if (!divides)
        {
            return new MeanConstants(multiplier.Multiplier, multiplier.Shift, -input.ZeroPoint * count);
        }

        int shift = Math.Min(BitOperations.Log2((uint)count), 31 + multiplier.Shift);
        return new MeanConstants(
            (int)(((long)multiplier.Multiplier << shift) / count), multiplier.Shift - shift, -input.ZeroPoint * count);
    }
}
