// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Result of a quantisation.</summary>
public sealed class QuantizedModel
{
    private readonly QuantizedGraph _graph;

    internal QuantizedModel(QuantizedGraph graph, ImmutableArray<LayerError> layers, ImmutableArray<string> warnings)
    {
        _graph = graph;
        Model = TfLiteExporter.Export(graph);
        Layers = layers;
        Warnings = warnings;
    }

    /// <summary>The int8 network.</summary>
    public TfLiteModel Model { get; }

    /// <summary>What each operator lost, in execution order.</summary>
    public ImmutableArray<LayerError> Layers { get; }

    /// <summary>What is likely to be wrong with it, a line each.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>
    /// Runs the float network with weights, biases and every tensor rounded to what their integers stand for: the int8 network up to the rounding of
    /// single sums, also where it has operators that no engine at hand runs.
    /// </summary>
    public FloatExecutor Simulation() => new(_graph.WithRoundedWeights()) { TensorReady = _graph.Round };
}
