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
/// DEPTHWISE_CONV_2D with any channel multiplier. The weights' shape decides the multiplier, as in TFLite; the option is historical.
/// Several channels made from one (of a grey picture) are a full convolution, which has the faster kernel.
/// </summary>
internal sealed class DepthwiseConv2D() : OperatorClass(OperatorKind.DepthwiseConv2D)
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.DEPTHWISE_CONV_2D)
    {
        Macs = (model, op) => Shapes.Count(model.Tensors[op.Outputs[0]].Shape) * Shapes.Count(model.Tensors[op.Inputs[1]].Shape) /
            model.Tensors[op.Inputs[1]].Shape[3],
        Detail = (model, op) => op.Options is DepthwiseConv2DOptions o
            ? SourceDetail.Window(
                SourceDetail.Kernel(model, op), (o.StrideHeight, o.StrideWidth), (o.DilationHeight, o.DilationWidth), o.Padding, o.Activation)
            : "",
    };

    public override bool HasClamp => true;

    public override AxisMap Map(Dependence of) => of.Window();

    public override Overwriting Overwrites(Operator op, int input) => op.Parameter == 1 ? Overwriting.Channelwise : Overwriting.Never;

    public override long MacsPerPixel(in MacShape shape) => (long)shape.Outputs * shape.Window.KernelHeight * shape.Window.KernelWidth;

    public override KernelWeights? Weights(Node node) => KernelWeights.ByTap(node, node.Parameter);

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) =>
        ConvolutionRanges.Of(node, KernelWeights.ByTap(node, node.Parameter), inputs[0]);

    public override void Tie(Node node, ChannelTies ties) => ties.Tie(node, 0, c => c / node.Parameter);

    private static Value Import(OperatorContext context)
    {
        DepthwiseConv2DOptions options = context.Options<DepthwiseConv2DOptions>();
        Value input = context.Image(context.Input(0));
        Extents extents = context.ExtentsOf(input);
        TfLiteTensor weights = ConvolutionWeights.Tensor(context, 4);
        int channels = weights.Shape[3];
        if (weights.Shape[0] != 1 || channels % extents.Channels != 0)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} for {extents.Channels} input channels");
        }

        ConvolutionWindow declared = new(
            options.Padding, weights.Shape[1], weights.Shape[2], options.StrideHeight, options.StrideWidth, options.DilationHeight,
            options.DilationWidth);
        (Window window, int height, int width) = declared.Over(extents, context);
        Shapes.Expect(context.Output, [1, height, width, channels], context.Refuse);

        Extents output = new(height, width, channels);
        ImmutableArray<float> scales = Quantized.Weights(weights, 3, context.Refuse);
        (input, window) = PaddingFold.IntoConvolution(context, input, window, output);
        ImmutableArray<QuantizedMultiplier> multipliers = ConvolutionWeights.Multipliers(context, input, scales);
        ImmutableArray<sbyte> values = ConvolutionWeights.Values(weights);
        ImmutableArray<bool> negated = ConvolutionWeights.Negative(scales);
        Convolution convolution = extents.Channels == 1 && channels > 1
            ? new Convolution(
                OperatorKind.Conv2D, window, 1, options.Activation, ByChannel(values, channels), i => i / (values.Length / channels), multipliers) { Negated = negated }
            : new Convolution(
                OperatorKind.DepthwiseConv2D, window, channels / extents.Channels, options.Activation, values, i => i % channels, multipliers) { Negated = negated };
        return convolution.Emit(context, input, output, Layout.Image(output));
    }

    /// <summary>Weights by tap and channel, as weights by channel and tap.</summary>
    private static ImmutableArray<sbyte> ByChannel(ImmutableArray<sbyte> weights, int channels) =>
        [.. Enumerable.Range(0, channels).SelectMany(c => Enumerable.Range(0, weights.Length / channels).Select(tap => weights[(tap * channels) + c]))];
}
