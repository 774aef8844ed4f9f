// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Quantization;

public class ReferenceCheckTests
{
    [Fact]
    public void A_graph_that_agrees_with_its_original_passes()
    {
        FloatGraph graph = SmallClassifier.Create(seed: 1);

        ReferenceCheck.Require(graph, new FloatExecutor(graph), SmallClassifier.Pictures(4, seed: 2));
    }

    [Fact]
    public void The_one_layer_that_was_read_wrongly_is_named()
    {
        FloatGraph original = SmallClassifier.Create(seed: 1);
        FloatConvolution layer = original.Operators.OfType<FloatConvolution>().ElementAt(1);
        // Rows and columns exchanged, as an importer might.
        FloatConvolution wrong = layer with { Weights = [.. layer.Weights.Select((_, i) => layer.Weights[Transposed(i)])] };
        FloatGraph graph = original with { Operators = original.Operators.Replace(layer, wrong) };

        UnsupportedModelException exception = Should.Throw<UnsupportedModelException>(
            () => ReferenceCheck.Require(graph, new FloatExecutor(original), SmallClassifier.Pictures(4, seed: 2)));

        exception.Message.ShouldStartWith($"the layer {original.Tensors[layer.Output].Name} was read wrongly");

        int Transposed(int index)
        {
            int kernel = layer.Window.KernelHeight;
            int channels = layer.Bias.Length;
            int tap = index / channels;
            return ((((tap % kernel) * kernel) + (tap / kernel)) * channels) + (index % channels);
        }
    }
}
