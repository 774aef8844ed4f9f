using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>CONV_2D, grouped or not.</summary>
internal static class Conv2DImporter
{
    public static Value Import(OperatorContext context)
    {
        var options = context.Options<Conv2DOptions>();
        var input = context.Image(context.Input(0));
        var extents = context.ExtentsOf(input);
        var weights = ConvolutionWeights.Tensor(context, 4);
        var (channels, depth) = (weights.Shape[0], weights.Shape[3]);
        var groups = extents.Channels / depth;
        if (groups * depth != extents.Channels || channels % groups != 0)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} for {extents.Channels} input channels");
        }

        var declared = new ConvolutionWindow(
            options.Padding, weights.Shape[1], weights.Shape[2], options.StrideHeight, options.StrideWidth, options.DilationHeight,
            options.DilationWidth);
        var (window, height, width) = declared.Over(extents, context);
        Shapes.Expect(context.Output, [1, height, width, channels], context.Refuse);

        var output = new Extents(height, width, channels);
        var values = ConvolutionWeights.Values(weights);
        var scales = Quantized.Weights(weights, 0, context.Refuse);
        (input, window) = PaddingFold.IntoConvolution(context, input, window, output);
        return new Convolution(
            OperatorKind.Conv2D, window, groups, options.Activation, values, i => i / (values.Length / channels),
            ConvolutionWeights.Multipliers(context, input, scales)).Emit(context, input, output, Layout.Image(output));
    }
}
