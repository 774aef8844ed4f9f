// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Conv, ConvTranspose, BatchNormalization.</summary>
internal static class ConvolutionOperators
{
    public static OnnxActivation Convolution(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        OnnxTensor weights = Weights(context, value.Rank);
        if (value.Rank == 3)
        {
            // A convolution along one dimension is one along the columns of a single row.
            OnnxActivation row = context.Reshape(value, [value.Shape[0], value.Shape[1], 1, value.Shape[2]]);
            OnnxActivation result = Convolution(context, context.Arrange(row, OnnxActivation.ChannelsLast(4)), weights);
            return context.Reshape(result, [result.Shape[0], result.Shape[1], result.Shape[3]]);
        }

        return Convolution(context, context.Image(0), weights);
    }

    public static OnnxActivation TransposeConvolution(OnnxContext context)
    {
        OnnxNode node = context.Node;
        OnnxActivation value = context.Image(0);
        OnnxTensor weights = Weights(context, 4);
        int group = Group(context, value.Shape[1]);
        int depth = value.Shape[1] / group;
        int outputs = weights.Shape[1] * group;
        if (weights.Shape[0] != value.Shape[1])
        {
            throw node.Refuse($"has weights of shape {string.Join('x', weights.Shape)} for {value.Shape[1]} channels");
        }

        (int kernelHeight, int kernelWidth) = (weights.Shape[2], weights.Shape[3]);
        int taps = kernelHeight * kernelWidth;
        // Input channels x outputs of a group x taps become outputs x taps x input channels, zero between groups.
        float[] arranged = new float[outputs * taps * value.Shape[1]];
        for (int i = 0; i < weights.Count; i++)
        {
            int tap = i % taps;
            int input = i / taps / weights.Shape[1];
            int output = (input / depth * weights.Shape[1]) + (i / taps % weights.Shape[1]);
            arranged[(((output * taps) + tap) * value.Shape[1]) + input] = weights.Floats[i];
        }

        TransposedWindow window = TransposedWindow.Of(context, value, kernelHeight, kernelWidth);
        ImmutableArray<int> shape = [1, outputs, window.FullHeight, window.FullWidth];
        OnnxActivation full = context.Emit(
            shape, value.Permutation,
            number => new FloatTransposeConvolution([value.Tensor], number, window.Window, [.. arranged], Bias(context, outputs), TfLiteActivation.NONE),
            window.IsWhole ? "" : "/full");
        return window.IsWhole
            ? full
            : context.Emit(
                [1, outputs, window.Height, window.Width], value.Permutation,
                number => new FloatSlice([full.Tensor], number, [0, window.Top, window.Left, 0], [1, 1, 1, 1]));
    }

    /// <summary>Constant in inference: a factor and an offset for each channel, which <c>GraphPasses</c> folds where it can.</summary>
    public static OnnxActivation Normalization(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        if (value.Rank < 2)
        {
            throw context.Node.Refuse("reads a value without channels");
        }

        int channels = value.Shape[1];
        ImmutableArray<float>[] numbers = [.. Enumerable.Range(1, 4).Select(context.Reals)];
        if (numbers.Any(each => each.Length != channels) || context.Node.Integer("training_mode", 0) != 0)
        {
            throw context.Node.Refuse($"does not have one number a channel ({channels}), or is set to training; export the network for inference");
        }

        float epsilon = context.Node.Real("epsilon", 1e-5f);
        ImmutableArray<float> factors = [.. numbers[0].Select((gain, c) => gain / MathF.Sqrt(numbers[3][c] + epsilon))];
        ImmutableArray<float> offsets = [.. numbers[1].Select((offset, c) => offset - (numbers[2][c] * factors[c]))];
        OnnxActivation last = context.Arrange(value, OnnxActivation.ChannelsLast(value.Rank));
        if (value.Rank == 4)
        {
            return context.Emit(
                value.Shape, last.Permutation,
                number => new FloatConvolution([last.Tensor], number, FloatWindow.Square(1, 1), true, factors, offsets, TfLiteActivation.NONE));
        }

        int factor = context.AddConstant("factor", [channels], factors);
        OnnxActivation scaled = context.Emit(
            value.Shape, last.Permutation, number => new FloatBinary(BinaryKind.Mul, [last.Tensor, factor], number), "/factor");
        int offset = context.AddConstant("offset", [channels], offsets);
        return context.Emit(value.Shape, last.Permutation, number => new FloatBinary(BinaryKind.Add, [scaled.Tensor, offset], number));
    }

    private static OnnxActivation Convolution(OnnxContext context, OnnxActivation value, OnnxTensor weights)
    {
        int channels = value.Shape[1];
        int group = Group(context, channels);
        int outputs = weights.Shape[0];
        if (weights.Shape[1] * group != channels || outputs % group != 0)
        {
            throw context.Node.Refuse($"has weights of shape {string.Join('x', weights.Shape)} and {group} groups for {channels} channels");
        }

        bool depthwise = group == channels && group > 1;
        OnnxWindow window = OnnxWindow.Of(context.Node, value, weights.Shape[2], weights.Shape[3]);
        int input = window.Extra is { } pad
            ? context.Builder.Pad($"{context.Node.Outputs[0]}/pad", value.Tensor, pad.Top, pad.Bottom, pad.Left, pad.Right)
            : value.Tensor;
        int tensor = context.Builder.Convolution(
            context.Node.Outputs[0], input, window.Window, depthwise, ChannelsLast(weights, weights.Floats, depthwise), Bias(context, outputs),
            known: Known(context, weights, depthwise));
        FloatTensor result = context.Builder.Tensors[tensor];
        return new OnnxActivation(tensor, [1, outputs, result.Height, result.Width], value.Permutation);
    }

    /// <summary>Output channels x rows x columns x input channels; rows x columns x channels of a depthwise convolution.</summary>
    private static ImmutableArray<T> ChannelsLast<T>(OnnxTensor weights, ImmutableArray<T> values, bool depthwise)
    {
        int outputs = weights.Shape[0];
        int inputs = weights.Shape[1];
        int taps = weights.Shape[2] * weights.Shape[3];
        T[] arranged = new T[values.Length];
        for (int i = 0; i < arranged.Length; i++)
        {
            int tap = i % taps;
            int input = i / taps % inputs;
            int output = i / taps / inputs;
            arranged[depthwise ? (tap * outputs) + output : (((output * taps) + tap) * inputs) + input] = values[i];
        }

        return [.. arranged];
    }

    private static KnownIntegers? Known(OnnxContext context, OnnxTensor weights, bool depthwise)
    {
        if (weights.Quantized is not { } quantized)
        {
            return null;
        }

        ImmutableArray<sbyte> values = QuantizationOperators.SymmetricWeights(context.Node, quantized, 0);
        ImmutableArray<int>? bias = context.Has(2) ? QuantizationOperators.Bias(context.Constant(2)) : null;
        return new KnownIntegers(ChannelsLast(weights, values, depthwise), quantized.Scales, bias);
    }

    private static OnnxTensor Weights(OnnxContext context, int rank)
    {
        context.Reals(1);
        OnnxTensor weights = context.Constant(1);
        if (weights.Shape.Length != rank || rank is not (3 or 4) || weights.Count == 0)
        {
            throw context.Node.Refuse($"has weights of shape {string.Join('x', weights.Shape)} for a value of {rank} dimensions; 3 or 4 are possible");
        }

        return rank == 4 ? weights : weights with { Shape = weights.Shape.Insert(2, 1) };
    }

    private static int Group(OnnxContext context, int channels)
    {
        long group = context.Node.Integer("group", 1);
        return group >= 1 && group <= channels && channels % group == 0 ? (int)group : throw context.Node.Refuse($"has {group} groups for {channels} channels");
    }

    private static ImmutableArray<float> Bias(OnnxContext context, int outputs)
    {
        ImmutableArray<float> bias = context.Has(2) ? context.Reals(2) : [.. new float[outputs]];
        return bias.Length == outputs ? bias : throw context.Node.Refuse($"has {bias.Length} biases for {outputs} output channels");
    }
}
