// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>CONV_2D, grouped or not.</summary>
internal sealed class Conv2D() : OperatorClass(OperatorKind.Conv2D)
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.CONV_2D)
    {
        Macs = (model, op) => Shapes.Count(model.Tensors[op.Outputs[0]].Shape) * Shapes.Count(model.Tensors[op.Inputs[1]].Shape) /
            model.Tensors[op.Inputs[1]].Shape[0],
        Detail = (model, op) => op.Options is Conv2DOptions o
            ? SourceDetail.Window(
                SourceDetail.Kernel(model, op), (o.StrideHeight, o.StrideWidth), (o.DilationHeight, o.DilationWidth), o.Padding, o.Activation)
            : "",
    };

    public override bool HasClamp => true;

    public override AxisMap Map(Dependence of) => of.Window();

    /// <summary>Over all of the input, ungrouped, to one pixel: a fully connected layer.</summary>
    public override bool CanAccumulate(Node node) => node.Parameter == 1 && CoversInput(node);

    public override bool IsExpansion(Node node) =>
        node.Window is { KernelHeight: 1, StrideHeight: 1 } && node.Output.Channels > node.Input(0).Channels;

    public override long MacsPerPixel(in MacShape shape) =>
        (long)shape.Outputs * shape.Window.KernelHeight * shape.Window.KernelWidth * (shape.Inputs / Math.Max(shape.Parameter, 1));

    public override KernelWeights? Weights(Node node) => KernelWeights.ByOutput(node, node.Parameter);

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) =>
        ConvolutionRanges.Of(node, KernelWeights.ByOutput(node, node.Parameter), inputs[0]);

    /// <summary>A full convolution can drop any input and any output; a grouped one keeps all.</summary>
    public override void Tie(Node node, ChannelTies ties)
    {
        if (node.Parameter != 1)
        {
            ties.Pin(node);
        }
    }

    private static Value Import(OperatorContext context)
    {
        Conv2DOptions options = context.Options<Conv2DOptions>();
        Value input = context.Image(context.Input(0));
        Extents extents = context.ExtentsOf(input);
        TfLiteTensor weights = ConvolutionWeights.Tensor(context, 4);
        (int channels, int depth) = (weights.Shape[0], weights.Shape[3]);
        int groups = extents.Channels / depth;
        if (groups * depth != extents.Channels || channels % groups != 0)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} for {extents.Channels} input channels");
        }

        ConvolutionWindow declared = new(
            options.Padding, weights.Shape[1], weights.Shape[2], options.StrideHeight, options.StrideWidth, options.DilationHeight,
            options.DilationWidth);
        (Window window, int height, int width) = declared.Over(extents, context);
        Shapes.Expect(context.Output, [1, height, width, channels], context.Refuse);

        Extents output = new(height, width, channels);
        ImmutableArray<sbyte> values = ConvolutionWeights.Values(weights);
        ImmutableArray<float> scales = Quantized.Weights(weights, 0, context.Refuse);
        (input, window) = PaddingFold.IntoConvolution(context, input, window, output);
        return new Convolution(
            OperatorKind.Conv2D, window, groups, options.Activation, values, i => i / (values.Length / channels),
            ConvolutionWeights.Multipliers(context, input, scales)) { Negated = ConvolutionWeights.Negative(scales) }.Emit(context, input, output, Layout.Image(output));
    }
}
