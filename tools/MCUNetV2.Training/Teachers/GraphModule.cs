// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>Runs a float graph on batches with torch.</summary>
internal sealed class GraphModule
{
    private readonly FloatGraph _graph;
    private readonly Dictionary<FloatOperator, (Tensor? Weights, Tensor? Bias)> _constants;

    public GraphModule(FloatGraph graph)
    {
        _graph = graph;
        _constants = graph.Operators.ToDictionary(step => step, step => (GraphOperators.ToTorch(graph, step), GraphOperators.BiasOf(step)));
    }

    /// <param name="input">N x channels x height x width.</param>
    /// <param name="output">Number of the tensor wanted.</param>
    public Tensor Run(Tensor input, int output)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Dictionary<int, Tensor> tensors = new() { [_graph.Input] = input };
        foreach (FloatOperator step in _graph.Operators)
        {
            (Tensor? weights, Tensor? bias) = _constants[step];
            tensors[step.Output] = GraphOperators.Run(_graph, step, [.. step.Inputs.Select(tensor => tensors[tensor])], weights, bias);
            if (step.Output == output)
            {
                break;
            }
        }

        return tensors[output].MoveToOuterDisposeScope();
    }
}
