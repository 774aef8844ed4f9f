// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Training.Networks;

namespace MCUNetV2.Training.Export;

/// <summary>A trained classifier as a float graph, with a softmax at its end.</summary>
internal static class ClassifierExport
{
    public static FloatGraph ToGraph(Classifier network, NetworkConfiguration configuration)
    {
        FloatGraphBuilder builder = new(configuration.Name);
        (int input, int features) = AddTrunk(builder, network, configuration);
        int logits = builder.FullyConnected(
            "logits", features, [.. network.Output.weight!.cpu().data<float>()], [.. network.Output.bias!.cpu().data<float>()], TfLiteActivation.NONE);
        return builder.Build(input, builder.Softmax("probabilities", logits));
    }

    /// <summary>The same without its last layer: what it ends in are the features.</summary>
    public static FloatGraph ToFeatures(Classifier network, NetworkConfiguration configuration)
    {
        FloatGraphBuilder builder = new(configuration.Name + "_features");
        (int input, int features) = AddTrunk(builder, network, configuration);
        return builder.Build(input, features);
    }

    private static (int Input, int Features) AddTrunk(FloatGraphBuilder builder, Classifier network, NetworkConfiguration configuration)
    {
        int input = builder.Input("input", configuration.InputSize, configuration.InputSize, 3);
        int tensor = AddUnit(builder, network.Stem, input, "stem");
        int number = 0;
        foreach (InvertedResidual block in network.Blocks)
        {
            tensor = AddBlock(builder, block, tensor, $"block{number++}");
        }

        return (input, builder.Mean("mean", tensor));
    }

    private static int AddBlock(FloatGraphBuilder builder, InvertedResidual block, int input, string name)
    {
        int tensor = input;
        int number = 0;
        foreach (ConvolutionUnit unit in block.Units)
        {
            tensor = AddUnit(builder, unit, tensor, $"{name}/{number++}");
        }

        return block.IsResidual ? builder.Add($"{name}/add", tensor, input, TfLiteActivation.NONE) : tensor;
    }

    private static int AddUnit(FloatGraphBuilder builder, ConvolutionUnit unit, int input, string name)
    {
        FoldedConvolution folded = FoldedConvolution.From(unit);
        FloatWindow window = FloatWindow.Square(unit.Kernel, unit.Stride);
        return builder.Convolution(
            name, input, window, unit.Depthwise, folded.Weights, folded.Bias, unit.Activated ? TfLiteActivation.RELU6 : TfLiteActivation.NONE);
    }
}
