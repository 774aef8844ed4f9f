// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>MUL.</summary>
internal sealed class Mul() : BinaryOperator(OperatorKind.Mul)
{
    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.Mul, context.OptionsOr(new MulOptions()).Activation, Arithmetic), BuiltinOperator.MUL)
        {
            Detail = (_, op) => op.Options is MulOptions o ? SourceDetail.Activation(o.Activation) : "",
        };

    protected override ChannelRange Range(Node node, ChannelRange first, ChannelRange second)
    {
        // A product of two ranges is widest between their ends.
        int[] corners = [first.Low * second.Low, first.Low * second.High, first.High * second.Low, first.High * second.High];
        MulConstants constants = node.Constants<MulConstants>();
        return Requantize(node, new ChannelRange(corners.Min(), corners.Max()), new QuantizedMultiplier(constants.Multiplier, constants.Shift));
    }

    private static ProductArithmetic Arithmetic(float scale0, float scale1, float output, Func<string, Exception> refuse) =>
        new(Quantized.Multiplier((double)scale0 * scale1 / output, refuse));
}
