// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Simulation;

/// <summary>
/// A float graph as it will be in int8: every weight, bias and activation is rounded as the quantiser rounds it. Training it moves the exact
/// weights behind the rounded ones; the ranges of the activations stay.
/// </summary>
internal sealed class SimulatedGraph : Module
{
    private const string RangesName = "ranges";

    private readonly FloatGraph _graph;

    /// <param name="graph">Batch normalisation is folded in.</param>
    /// <param name="ranges">One a tensor.</param>
    public SimulatedGraph(FloatGraph graph, IReadOnlyList<ValueRange> ranges)
        : base(nameof(SimulatedGraph))
    {
        _graph = graph;
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

    /// <summary>The range of each tensor; the exported model has it too.</summary>
    public IReadOnlyList<ValueRange> Ranges =>
        MemoryMarshal.Cast<float, ValueRange>(get_buffer(RangesName)!.cpu().data<float>().ToArray()).ToArray();

    /// <summary>Runs all operators, or those up to the one that makes <paramref name="last"/>.</summary>
    /// <param name="input">Pictures, N x 3 x H x W, 0 to 1.</param>
    /// <param name="last">A tensor of the graph; null for all of them.</param>
    /// <returns>The tensors that were made.</returns>
    public IReadOnlyDictionary<int, Tensor> Run(Tensor input, int? last = null)
    {
        ImmutableArray<AffineParameters> quantization = Quantization();
        Dictionary<int, Tensor> tensors = new() { [_graph.Input] = StraightThrough.Activations(input, quantization[_graph.Input]) };
        foreach (FloatOperator step in _graph.Operators)
        {
            tensors[step.Output] = Run(step, [.. step.Inputs.Select(tensor => tensors[tensor])], quantization);
            if (step.Output == last)
            {
                break;
            }
        }

        return tensors;
    }

    /// <summary>Runs one operator.</summary>
    public Tensor RunAlone(FloatOperator step, Tensor input) => Run(step, [input], Quantization());

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

    /// <summary>What makes the exported model as it was trained.</summary>
    public QuantizationOptions ToOptions() => new() { KnownRanges = Ranges.Index().ToDictionary(entry => entry.Index, entry => entry.Item), CorrectBiases = false };

    private ImmutableArray<AffineParameters> Quantization() => ActivationParameters.Choose(_graph, Ranges, AffineParameters.Pixels);

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
