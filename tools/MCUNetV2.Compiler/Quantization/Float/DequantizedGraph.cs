// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>The float network that an int8 .tflite stands for: weights and biases times their scales, activations unrounded.</summary>
public static class DequantizedGraph
{
    /// <summary>Reads the main subgraph up to its last operator; a final SOFTMAX is left out, so that the output is logits.</summary>
    /// <param name="model">An int8 classifier of CONV_2D, DEPTHWISE_CONV_2D, ADD, PAD, pools, MEAN and FULLY_CONNECTED.</param>
    /// <param name="inputSize">Height and width to run it at; null for the model's own. Only a network with a global mean fits several.</param>
    /// <exception cref="NotSupportedException">The model has another operator.</exception>
    public static FloatGraph From(TfLiteModel model, int? inputSize = null)
    {
        TfLiteSubgraph source = model.Main;
        TfLiteTensor input = source.Tensors[source.Inputs[0]];
        int size = inputSize ?? input.Shape.Max();
        FloatGraphBuilder builder = new(model.Description);
        int start = builder.Input(input.Name, size, size, 3);
        Dictionary<int, int> tensors = new() { [source.Inputs[0]] = start };
        foreach (TfLiteOperator step in source.Operators)
        {
            tensors[step.Outputs[0]] = Translate(builder, source, step, tensors);
        }

        return builder.Build(start, tensors[source.Outputs[0]]);
    }

    private static int Translate(FloatGraphBuilder builder, TfLiteSubgraph source, TfLiteOperator step, Dictionary<int, int> tensors)
    {
        int input = tensors[step.Inputs[0]];
        string name = source.Tensors[step.Outputs[0]].Name;
        TfLiteTensor Constant(int index) => source.Tensors[step.Inputs[index]];
        switch (step.Options)
        {
            case Conv2DOptions options:
                FloatWindow window = new(Constant(1).Shape[1], Constant(1).Shape[2], options.StrideHeight, options.StrideWidth, options.Padding);
                return builder.Convolution(name, input, window, false, Weights(Constant(1)), Bias(Constant(2)), options.Activation);
            case DepthwiseConv2DOptions options:
                FloatWindow taps = new(Constant(1).Shape[1], Constant(1).Shape[2], options.StrideHeight, options.StrideWidth, options.Padding);
                return builder.Convolution(name, input, taps, true, Weights(Constant(1)), Bias(Constant(2)), options.Activation);
            case FullyConnectedOptions options:
                return builder.FullyConnected(name, input, Weights(Constant(1)), Bias(Constant(2)), options.Activation);
            case AddOptions options:
                return builder.Add(name, input, tensors[step.Inputs[1]], options.Activation);
            case Pool2DOptions options when builder.Tensors[input].Height > 1 && options.FilterHeight == source.Tensors[step.Inputs[0]].Shape[1]
                && step.Code == BuiltinOperator.AVERAGE_POOL_2D:
                return builder.Mean(name, input);
        }

        return step.Code switch
        {
            // Some converters average rows and columns one after the other; the first has then done both.
            BuiltinOperator.MEAN => builder.Tensors[input] is { Height: 1, Width: 1 } ? input : builder.Mean(name, input),
            BuiltinOperator.PAD => Pad(builder, name, input, MemoryMarshal.Cast<byte, int>(Constant(1).Data.Span)),
            // Layout only: a vector has none, and a leading transposition (NCHW) is undone by feeding pictures as they are.
            BuiltinOperator.RESHAPE or BuiltinOperator.TRANSPOSE or BuiltinOperator.SOFTMAX => input,
            _ => throw new NotSupportedException($"{step.Name} has no float counterpart here"),
        };
    }

    private static int Pad(FloatGraphBuilder builder, string name, int input, ReadOnlySpan<int> sizes)
    {
        return builder.Pad(name, input, sizes[2], sizes[3], sizes[4], sizes[5]);
    }

    private static ImmutableArray<float> Weights(TfLiteTensor tensor)
    {
        TfLiteQuantization quantization = RequireQuantization(tensor);
        sbyte[] values = MemoryMarshal.Cast<byte, sbyte>(tensor.Data.Span).ToArray();
        int inner = tensor.Shape.Skip(quantization.Dimension + 1).Aggregate(1, (product, size) => product * size);
        return [.. values.Select((value, i) => value * Scale(quantization, i / inner))];
    }

    private static ImmutableArray<float> Bias(TfLiteTensor tensor)
    {
        TfLiteQuantization quantization = RequireQuantization(tensor);
        int[] values = MemoryMarshal.Cast<byte, int>(tensor.Data.Span).ToArray();
        return [.. values.Select((value, i) => value * Scale(quantization, i))];
    }

    private static float Scale(TfLiteQuantization quantization, int index) => quantization.Scales[index % quantization.Scales.Length];

    private static TfLiteQuantization RequireQuantization(TfLiteTensor tensor)
    {
        return tensor.Quantization ?? throw new NotSupportedException($"{tensor.Name} is not quantised");
    }
}
