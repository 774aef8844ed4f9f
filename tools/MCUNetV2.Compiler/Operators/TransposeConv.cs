// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// TRANSPOSE_CONV: each input pixel adds its kernel to the output, stride pixels from that of the one before. The window's strides are those of
/// the output, its padding is cut off it, and its bias is the model's: no zero point is folded in, since pixels read different numbers of taps.
/// </summary>
internal sealed class TransposeConv() : OperatorClass(OperatorKind.TransposeConv)
{
    private const int WeightsInput = 1;
    private const int ImageInput = 2;
    private const int BiasInput = 3;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.TRANSPOSE_CONV)
    {
        Macs = (model, op) => op.Options is TransposeConvOptions o && model.Tensors[op.Inputs[WeightsInput]].Shape is [_, var height, var width, var depth]
            ? Shapes.Count(model.Tensors[op.Outputs[0]].Shape) * Taps(height, o.StrideHeight) * Taps(width, o.StrideWidth) * depth
            : 0,
        Detail = (model, op) => op.Options is TransposeConvOptions o
            ? SourceDetail.Window(SourceDetail.Kernel(model, op), (o.StrideHeight, o.StrideWidth), (1, 1), o.Padding, o.Activation)
            : "",
    };

    public override bool HasClamp => true;

    public override AxisMap Map(Dependence of)
    {
        Window window = of.Node.Window;
        (int kernel, int stride, int pad) = of.Axis == Axis.Row
            ? (window.KernelHeight, window.StrideHeight, window.PadTop)
            : (window.KernelWidth, window.StrideWidth, window.PadLeft);
        return AxisMap.Spread(of, kernel, 1, kernel - 1 - pad, stride);
    }

    /// <summary>Taps that an output pixel reads at most.</summary>
    public override long MacsPerPixel(in MacShape shape) => (long)shape.Outputs * shape.Inputs *
        Taps(shape.Window.KernelHeight, shape.Window.StrideHeight) * Taps(shape.Window.KernelWidth, shape.Window.StrideWidth);

    private static int Taps(int kernel, int stride) => stride < 1 ? 0 : (kernel + stride - 1) / stride;

    private static Value Import(OperatorContext context)
    {
        TransposeConvOptions options = context.Options<TransposeConvOptions>();
        Value input = context.Image(context.Input(ImageInput));
        TfLiteTensor weights = ConvolutionWeights.Tensor(context, 4);
        (int channels, int height, int width) = (weights.Shape[0], weights.Shape[1], weights.Shape[2]);
        if (weights.Shape[3] != context.ExtentsOf(input).Channels)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} for {context.ExtentsOf(input).Channels} input channels");
        }

        // The declared output shape stands for one that is computed.
        if (context.InputTensor(0).IsConstant)
        {
            Shapes.Expect(context.Output, context.Int32s(0), context.Refuse);
        }

        if (context.Output.Shape is not [1, var outputHeight, var outputWidth, var depth] || depth != channels)
        {
            throw context.Refuse($"has an output of shape {Shapes.Describe(context.Output.Shape)} for {channels} channels of weights");
        }

        // The window that would lead back, from the output to the input, has the padding.
        Extents output = new(outputHeight, outputWidth, channels);
        ConvolutionWindow back = new(options.Padding, height, width, options.StrideHeight, options.StrideWidth);
        Window window = back.Over(output, context).Window;
        ImmutableArray<sbyte> values = ConvolutionWeights.Values(weights);
        ImmutableArray<float> scales = Quantized.Weights(weights, 0, context.Refuse);
        return new Convolution(
            OperatorKind.TransposeConv, window, 1, options.Activation, values, i => i / (values.Length / channels),
            ConvolutionWeights.Multipliers(context, input, scales))
        {
            Negated = ConvolutionWeights.Negative(scales),
            FoldsZeroPoint = false,
            BiasInput = BiasInput,
        }.Emit(context, input, output, Layout.Image(output));
    }
}
