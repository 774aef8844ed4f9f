using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import.Operators;

/// <summary>DEPTHWISE_CONV_2D with any channel multiplier. The weights' shape decides the multiplier, as in TFLite; the option is historical.</summary>
internal static class DepthwiseConv2DImporter
{
    public static Value Import(OperatorContext context)
    {
        var options = context.Options<DepthwiseConv2DOptions>();
        var input = context.Image(context.Input(0));
        var extents = context.ExtentsOf(input);
        var weights = ConvolutionWeights.Tensor(context, 4);
        var channels = weights.Shape[3];
        if (weights.Shape[0] != 1 || channels % extents.Channels != 0)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} for {extents.Channels} input channels");
        }

        var declared = new ConvolutionWindow(
            options.Padding, weights.Shape[1], weights.Shape[2], options.StrideHeight, options.StrideWidth, options.DilationHeight,
            options.DilationWidth);
        var (window, height, width) = declared.Over(extents, context);
        Shapes.Expect(context.Output, [1, height, width, channels], context.Refuse);

        var output = new Extents(height, width, channels);
        var scales = Quantization.Weights(weights, 3, context.Refuse);
        (input, window) = PaddingFold.IntoConvolution(context, input, window, output);
        return new Convolution(
            OperatorKind.DepthwiseConv2D, window, channels / extents.Channels, options.Activation, ConvolutionWeights.Values(weights),
            i => i % channels, ConvolutionWeights.Multipliers(context, input, scales)).Emit(context, input, output, Layout.Image(output));
    }
}
