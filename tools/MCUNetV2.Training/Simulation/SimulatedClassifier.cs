// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Simulation;

/// <summary>
/// A classifier with batch normalisation folded in, as it will be in int8: every weight, bias and activation is rounded as the quantiser
/// rounds it. Training it moves the exact weights behind the rounded ones; the ranges of the activations stay.
/// </summary>
internal sealed class SimulatedClassifier : TrainableClassifier
{
    private const string RangesName = "ranges";

    private readonly FloatGraph _graph;
    private readonly FloatFullyConnected _last;
    // Registered under its name: hence no underscore.
    private readonly Dropout dropout;

    /// <param name="graph">Ends in FULLY_CONNECTED and SOFTMAX.</param>
    /// <param name="ranges">One a tensor.</param>
    /// <param name="dropoutRate">Rate before the last layer.</param>
    public SimulatedClassifier(FloatGraph graph, IReadOnlyList<ValueRange> ranges, double dropoutRate)
        : base(nameof(SimulatedClassifier))
    {
        _graph = graph;
        _last = (FloatFullyConnected)graph.Operators[^2];
        FeatureCount = graph.Tensors[_last.Input].Count;
        dropout = Dropout(dropoutRate);
        RegisterComponents();
        register_buffer(RangesName, tensor(ranges.SelectMany(range => new[] { range.Low, range.High }).ToArray(), [ranges.Count, 2]));
        foreach (FloatOperator step in graph.Operators)
        {
            if (GraphOperators.ToTorch(graph, step) is { } weights && GraphOperators.BiasOf(step) is { } bias)
            {
                register_parameter(WeightsName(step), new Parameter(weights));
                register_parameter(BiasName(step), new Parameter(bias));
            }
        }
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
    public IReadOnlyList<ValueRange> Ranges =>
        MemoryMarshal.Cast<float, ValueRange>(get_buffer(RangesName)!.cpu().data<float>().ToArray()).ToArray();

    private ImmutableArray<AffineParameters> Quantization => ActivationParameters.Choose(_graph, Ranges, AffineParameters.Pixels);

    /// <inheritdoc/>
    public override Tensor Features(Tensor input)
    {
        ImmutableArray<AffineParameters> quantization = Quantization;
        Dictionary<int, Tensor> tensors = new() { [_graph.Input] = StraightThrough.Activations(input, quantization[_graph.Input]) };
        foreach (FloatOperator step in _graph.Operators)
        {
            tensors[step.Output] = Run(step, [.. step.Inputs.Select(tensor => tensors[tensor])], quantization);
            if (step.Output == _last.Input)
            {
                break;
            }
        }

        return tensors[_last.Input];
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor features) => Run(_last, [dropout.forward(features)], Quantization);

    /// <summary>The graph with the trained weights, exact.</summary>
    public FloatGraph ToGraph()
    {
        return _graph with
        {
            Operators =
            [
                .. _graph.Operators.Select(step => get_parameter(WeightsName(step)) is { } weights && get_parameter(BiasName(step)) is { } bias
                    ? GraphOperators.WithWeights(step, weights, bias)
                    : step),
            ],
        };
    }

    /// <summary>Ready to be exported, with the ranges that it was trained with.</summary>
    public TrainedNetwork ToTrained()
    {
        eval();
        Dictionary<int, ValueRange> ranges = Ranges.Index().ToDictionary(entry => entry.Index, entry => entry.Item);
        return new TrainedNetwork("simulated int8", forward, ToGraph(), new QuantizationOptions { KnownRanges = ranges });
    }

    private Tensor Run(FloatOperator step, Tensor[] inputs, ImmutableArray<AffineParameters> quantization)
    {
        Tensor? weights = get_parameter(WeightsName(step));
        Tensor? bias = get_parameter(BiasName(step));
        if (weights is not null && bias is not null)
        {
            Tensor scales = StraightThrough.ScalesOf(weights, perChannel: step is FloatConvolution);
            weights = StraightThrough.Weights(weights, scales);
            bias = StraightThrough.Biases(bias, scales, quantization[step.Inputs[0]].Scale);
        }

        return StraightThrough.Activations(GraphOperators.Run(_graph, step, inputs, weights, bias), quantization[step.Output]);
    }

    // Checkpoints hold these names.
    private static string WeightsName(FloatOperator step) => $"weights{step.Output}";

    private static string BiasName(FloatOperator step) => $"bias{step.Output}";
}
