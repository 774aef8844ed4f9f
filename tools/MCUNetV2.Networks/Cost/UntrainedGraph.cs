// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Networks.Cost;

/// <summary>A network with random weights: everything about it but what it has learnt.</summary>
public static class UntrainedGraph
{
    public static FloatGraph Of(NetworkConfiguration network)
    {
        Random random = new(1);
        FloatGraphBuilder builder = new(network.Name);
        int input = builder.Input("input", network.InputSize, network.InputSize, 3);
        int tensor = input;
        foreach (LayerBlock block in LayerBlock.Of(network))
        {
            tensor = Add(builder, block, tensor, random);
        }

        tensor = builder.Mean("mean", tensor);
        int features = builder.Tensors[tensor].Channels;
        tensor = builder.FullyConnected(
            "logits", tensor, Values(random, features * network.Classes.Count), Values(random, network.Classes.Count), TfLiteActivation.NONE);
        return builder.Build(input, builder.Softmax("probabilities", tensor));
    }

    /// <summary>One layer, with what makes a network of it.</summary>
    internal static FloatGraph Of(Layer layer, int classes)
    {
        Random random = new(1);
        FloatGraphBuilder builder = new("layer");
        int input = builder.Input("input", layer.InputSize, layer.InputSize, layer.InputChannels);
        int tensor = builder.Mean("mean", Add(builder, new LayerBlock([layer], IsResidual: false), input, random));
        tensor = builder.FullyConnected("logits", tensor, Values(random, layer.OutputChannels * classes), Values(random, classes), TfLiteActivation.NONE);
        return builder.Build(input, builder.Softmax("probabilities", tensor));
    }

    private static int Add(FloatGraphBuilder builder, LayerBlock block, int input, Random random)
    {
        int tensor = input;
        foreach (Layer layer in block.Layers)
        {
            tensor = builder.Convolution(
                $"convolution{tensor}",
                tensor,
                FloatWindow.Square(layer.Kernel, layer.Stride),
                layer.IsDepthwise,
                Values(random, layer.Weights),
                Values(random, layer.OutputChannels),
                layer.IsActivated ? TfLiteActivation.RELU6 : TfLiteActivation.NONE);
        }

        return block.IsResidual ? builder.Add($"add{tensor}", tensor, input, TfLiteActivation.NONE) : tensor;
    }

    private static ImmutableArray<float> Values(Random random, int count)
    {
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
