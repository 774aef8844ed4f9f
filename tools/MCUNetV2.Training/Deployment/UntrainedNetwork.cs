using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;

namespace MCUNetV2.Training.Deployment;

/// <summary>What a network will cost, known before it is trained: memory and MACs do not depend on the weights.</summary>
internal static class UntrainedNetwork
{
    // Before training an activation has no range of its own.
    private static readonly ValueRange AnyRange = new(-6, 6);

    public static DeployedModel Deploy(NetworkConfiguration configuration)
    {
        using Classifier network = new(configuration, 0);
        network.eval();
        FloatGraph graph = ClassifierExport.ToGraph(network, configuration);
        float[] picture = new float[graph.Tensors[graph.Input].Count];
        Dictionary<int, ValueRange> ranges = Enumerable.Range(0, graph.Tensors.Length).ToDictionary(tensor => tensor, _ => AnyRange);
        TfLiteModel model = Quantizer.Quantize(graph, [picture], new QuantizationOptions { KnownRanges = ranges }).Model;
        return DeployedModel.Of(model, configuration.Classes);
    }
}
