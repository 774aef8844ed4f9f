// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Simulation;

/// <summary>A classifier as it will be in int8.</summary>
internal sealed class SimulatedClassifier : TrainableClassifier
{
    private readonly FloatFullyConnected _last;
    // Registered under their names, which checkpoints hold: hence no underscore.
    private readonly SimulatedGraph graph;
    private readonly Dropout dropout;

    /// <param name="graph">Ends in FULLY_CONNECTED and SOFTMAX.</param>
    /// <param name="ranges">One a tensor.</param>
    /// <param name="dropoutRate">Rate before the last layer.</param>
    public SimulatedClassifier(FloatGraph graph, IReadOnlyList<ValueRange> ranges, double dropoutRate)
        : base(nameof(SimulatedClassifier))
    {
        _last = (FloatFullyConnected)graph.Operators[^2];
        FeatureCount = graph.Tensors[_last.Input].Count;
        this.graph = new SimulatedGraph(graph, ranges);
        dropout = Dropout(dropoutRate);
        RegisterComponents();
    }

    /// <summary>One to load a checkpoint into: it brings the weights and the ranges.</summary>
    public static SimulatedClassifier Untrained(NetworkConfiguration configuration)
    {
        using Classifier network = new(configuration, 0);
        FloatGraph graph = ClassifierExport.ToGraph(network, configuration);
        return new SimulatedClassifier(graph, new ValueRange[graph.Tensors.Length], 0);
    }

    /// <inheritdoc/>
    public override int FeatureCount { get; }

    /// <summary>The range of each tensor; the exported model has it too.</summary>
    public IReadOnlyList<ValueRange> Ranges => graph.Ranges;

    /// <inheritdoc/>
    public override Tensor Features(Tensor input) => graph.Run(input, _last.Input)[_last.Input];

    /// <inheritdoc/>
    public override Tensor Classify(Tensor features) => graph.RunAlone(_last, dropout.forward(features));

    /// <summary>Ready to be exported, with the ranges that it was trained with.</summary>
    public TrainedNetwork ToTrained()
    {
        eval();
        return new TrainedNetwork("simulated int8", forward, graph.ToGraph(), graph.ToOptions());
    }
}
