// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Networks.Cost;

/// <summary>What a network will cost, known before it is trained: memory and MACs do not depend on the weights.</summary>
public static class UntrainedNetwork
{
    // Before training an activation has no range of its own.
    private static readonly ValueRange AnyRange = new(-6, 6);

    public static DeployedModel Deploy(NetworkConfiguration network) => DeployedModel.Of(Quantize(network), network, keepChannels: true);

    /// <inheritdoc cref="Deploy(NetworkConfiguration)"/>
    public static DeployedModel Deploy(DetectorConfiguration network) => DeployedModel.OfDetector(Quantize(DetectorGraph.Untrained(network)), network, keepChannels: true);

    /// <summary>What the planner plans.</summary>
    public static ModelGraph Import(NetworkConfiguration network) => DeployedModel.Import(Quantize(network), network, keepChannels: true);

    /// <inheritdoc cref="Import(NetworkConfiguration)"/>
    public static ModelGraph Import(DetectorConfiguration network) => DeployedModel.ImportDetector(Quantize(DetectorGraph.Untrained(network)), network, keepChannels: true);

    /// <summary>As a device with such a processor would get it: the fastest plan within the SRAM, in the layout of its kernels; without one, as for any.</summary>
    public static DeployedModel Deploy(NetworkConfiguration network, TimeLimit? time) => time is null ? Deploy(network) : DeployedModel.Of(Import(network), network.Budget, time);

    /// <summary>A network of one layer.</summary>
    internal static ModelGraph Import(Layer layer, int classes, BudgetConfiguration budget) =>
        DeployedModel.Import(Quantize(UntrainedGraph.Of(layer, classes)), new NetworkConfiguration("layer", layer.InputSize, [.. Enumerable.Range(0, classes).Select(i => $"{i}")], 1, [], budget), keepChannels: true);

    private static TfLiteModel Quantize(NetworkConfiguration network) => Quantize(UntrainedGraph.Of(network));

    private static TfLiteModel Quantize(FloatGraph graph) => Quantizer.Quantize(graph, [.. graph.Tensors.Select(_ => AnyRange)]);
}
