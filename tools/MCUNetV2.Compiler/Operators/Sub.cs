// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>SUB.</summary>
internal sealed class Sub() : BinaryOperator(OperatorKind.Sub)
{
    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.Sub, context.OptionsOr(new SubOptions()).Activation, Arithmetic, commutes: false), BuiltinOperator.SUB)
        {
            Detail = (_, op) => op.Options is SubOptions o ? SourceDetail.Activation(o.Activation) : "",
        };

    protected override ChannelRange Range(Node node, ChannelRange first, ChannelRange second)
    {
        AddConstants constants = node.Constants<AddConstants>();
        (ChannelRange a, ChannelRange b) = Terms(constants, first, second);
        return Requantize(node, new ChannelRange(a.Low - b.High, a.High - b.Low), constants);
    }

    /// <summary>TFLite derives SUB's factors in single precision.</summary>
    private static SumArithmetic Arithmetic(float scale0, float scale1, float output, Func<string, Exception> refuse)
    {
        float twice = 2 * Math.Max(scale0, scale1);
        return new SumArithmetic(
            true,
            Quantized.MultiplierBelowOne(scale0 / twice, refuse),
            Quantized.MultiplierBelowOne(scale1 / twice, refuse),
            Quantized.MultiplierBelowOne(twice / ((1 << SumArithmetic.LeftShift) * output), refuse));
    }
}
