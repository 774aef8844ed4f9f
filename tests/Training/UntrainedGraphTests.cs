// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

public sealed class UntrainedGraphTests
{
    [Fact]
    public void What_is_planned_before_training_is_what_is_trained()
    {
        using TinyProject project = new();
        NetworkConfiguration configuration = NetworkConfiguration.Load(project.Configuration);
        using Classifier network = new(configuration, 0);

        Shape(UntrainedGraph.Of(configuration)).ShouldBe(Shape(ClassifierExport.ToGraph(network, configuration)));
    }

    private static IEnumerable<string> Shape(FloatGraph graph)
    {
        return graph.Operators.Select(step => $"{string.Join(',', step.Inputs)} {Parameters(step)} {graph.Tensors[step.Output] with { Name = "" }}");
    }

    private static string Parameters(FloatOperator step) => step switch
    {
        FloatConvolution convolution => $"{convolution.Window} {convolution.Depthwise} {convolution.Activation}",
        FloatFullyConnected connected => $"connected {connected.Activation}",
        _ => step.GetType().Name,
    };
}
