// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// FULLY_CONNECTED becomes a convolution: of one pixel along rows of vectors, or else of the input's size. In the latter the weights
/// follow the device's order of the input, so that flattening an NCHW tensor costs nothing.
/// </summary>
internal static class FullyConnected
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.FULLY_CONNECTED)
    {
        Macs = (model, op) => Shapes.Count(model.Tensors[op.Outputs[0]].Shape) * model.Tensors[op.Inputs[1]].Shape[1],
        Detail = (_, op) => op.Options is FullyConnectedOptions o ? SourceDetail.Activation(o.Activation) : "",
    };

    /// <summary>How far the bias may be off, in output steps, for TFLite to accept it.</summary>
    private const double BiasTolerance = 0.02;

    private static Value Import(OperatorContext context)
    {
        FullyConnectedOptions options = context.OptionsOr(new FullyConnectedOptions());
        if (options.WeightsFormat != 0)
        {
            throw context.Refuse("has shuffled weights, which are not supported");
        }

        TfLiteTensor weights = ConvolutionWeights.Tensor(context, 2);
        (int channels, int depth) = (weights.Shape[0], weights.Shape[1]);
        Value input = context.Input(0);
        long count = Shapes.Count(input.Shape);
        if (count % depth != 0 || Shapes.Count(context.Output.Shape) != count / depth * channels ||
            context.Output.Shape.LastOrDefault() != channels)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} from {Shapes.Describe(input.Shape)} to " +
                Shapes.Describe(context.Output.Shape));
        }

        return count == depth ? Vector(context, options, weights, input) : Rows(context, options, weights, input);
    }

    private static Value Vector(OperatorContext context, FullyConnectedOptions options, TfLiteTensor weights, Value input)
    {
        Extents extents = context.ExtentsOf(input);
        (int channels, int depth) = (weights.Shape[0], weights.Shape[1]);
        Extents output = new(1, 1, channels);
        ImmutableArray<sbyte> values = ConvolutionWeights.Values(weights);
        int[] sources = input.Layout.SourceIndices(extents);
        ImmutableArray<sbyte> ordered =
            [.. Enumerable.Range(0, channels).SelectMany(channel => sources.Select(i => values[(channel * depth) + i]))];
        Layout.TryCanonical(context.Output.Shape, out Layout layout, out _);
        return new Convolution(
            OperatorKind.Conv2D, new Window(extents.Height, extents.Width), 1, options.Activation, ordered, i => i / depth,
            Multipliers(context, input, weights, out ImmutableArray<bool> negated)) { Negated = negated }.Emit(context, input, output, layout);
    }

    private static Value Rows(OperatorContext context, FullyConnectedOptions options, TfLiteTensor weights, Value input)
    {
        (int channels, int depth) = (weights.Shape[0], weights.Shape[1]);
        if (input.Shape[^1] != depth)
        {
            throw context.Refuse($"has weights of shape {Shapes.Describe(weights.Shape)} for rows of {input.Shape[^1]}");
        }

        ImmutableArray<int> rows = input.Shape.SetItem(input.Shape.Length - 1, channels);
        Shapes.Expect(context.Output, options.KeepDimensions ? rows : [(int)Shapes.Count(rows) / channels, channels], context.Refuse);
        input = context.Canonical(input);
        Layout.TryCanonical(rows, out Layout layout, out Extents output);
        layout = layout.Reshape(context.Output.Shape, output) ?? throw context.Refuse("has an output shape that its input does not lead to");
        return new Convolution(
            OperatorKind.Conv2D, Window.Pointwise, 1, options.Activation, ConvolutionWeights.Values(weights), i => i / depth,
            Multipliers(context, input, weights, out ImmutableArray<bool> negated)) { Negated = negated }.Emit(context, input, output, layout);
    }

    /// <summary>As for a convolution, but with one scale for all weights TFLite multiplies in single precision and checks the bias.</summary>
    private static ImmutableArray<QuantizedMultiplier> Multipliers(OperatorContext context, Value input, TfLiteTensor weights, out ImmutableArray<bool> negated)
    {
        ImmutableArray<float> scales = Quantized.Weights(weights, 0, context.Refuse);
        negated = ConvolutionWeights.Negative(scales);
        if (weights.Quantization!.Scales.Length > 1)
        {
            return ConvolutionWeights.Multipliers(context, input, scales);
        }

        (float output, _) = Quantized.Activation(context.Output, context.Refuse);
        float inputScale = context.Graph[input.Tensor].Scale;
        if (context.HasInput(2))
        {
            (float bias, _) = Quantized.PerTensor(context.InputTensor(2), 0, 0, context.Refuse);
            if (Math.Abs(((double)inputScale * scales[0]) - bias) / output > BiasTolerance)
            {
                throw context.Refuse($"has a bias with scale {bias:g3}; input scale x weight scale is {inputScale * scales[0]:g3}");
            }
        }

        QuantizedMultiplier multiplier = Quantized.Multiplier((double)(inputScale * scales[0]) / output, context.Refuse);
        return [.. Enumerable.Repeat(multiplier, scales.Length)];
    }
}
