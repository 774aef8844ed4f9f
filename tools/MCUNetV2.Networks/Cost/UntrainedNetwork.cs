// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Networks.Cost;

/// <summary>What a network will cost, known before it is trained: memory and MACs do not depend on the weights.</summary>
public static class UntrainedNetwork
{
    // Before training an activation has no range of its own.
    private static readonly ValueRange AnyRange = new(-6, 6);

    public static DeployedModel Deploy(NetworkConfiguration network) => DeployedModel.Of(Quantize(network), network, keepChannels: true);

    /// <summary>What the planner plans.</summary>
    public static ModelGraph Import(NetworkConfiguration network) => DeployedModel.Import(Quantize(network), network, keepChannels: true);

    private static TfLiteModel Quantize(NetworkConfiguration network)
    {
        FloatGraph graph = UntrainedGraph.Of(network);
        return Quantizer.Quantize(graph, [.. graph.Tensors.Select(_ => AnyRange)]);
    }
}
