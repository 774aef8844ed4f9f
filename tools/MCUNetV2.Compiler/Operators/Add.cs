// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>ADD.</summary>
internal sealed class Add() : BinaryOperator(OperatorKind.Add)
{
    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.Add, context.OptionsOr(new AddOptions()).Activation, Arithmetic), BuiltinOperator.ADD)
        {
            Detail = (_, op) => op.Options is AddOptions o ? SourceDetail.Activation(o.Activation) : "",
        };

    protected override ChannelRange Range(Node node, ChannelRange first, ChannelRange second)
    {
        AddConstants constants = node.Constants<AddConstants>();
        (ChannelRange a, ChannelRange b) = Terms(constants, first, second);
        return Requantize(node, new ChannelRange(a.Low + b.Low, a.High + b.High), constants);
    }

    /// <summary>TFLite derives ADD's factors in double precision.</summary>
    private static SumArithmetic Arithmetic(float scale0, float scale1, float output, Func<string, Exception> refuse)
    {
        double twice = 2.0 * Math.Max(scale0, scale1);
        return new SumArithmetic(
            false,
            Quantized.MultiplierBelowOne(scale0 / twice, refuse),
            Quantized.MultiplierBelowOne(scale1 / twice, refuse),
            Quantized.MultiplierBelowOne(twice / ((1 << SumArithmetic.LeftShift) * (double)output), refuse));
    }
}
