// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Runs a float graph on one picture at a time. Not thread-safe: each thread takes an executor of its own.</summary>
public sealed class FloatExecutor : IFloatReference
{
    private readonly FloatGraph _graph;
    private readonly float[][] _tensors;
    private readonly FloatKernel[] _kernels;

    public FloatExecutor(FloatGraph graph)
    {
        _graph = graph;
        _tensors = [.. graph.Tensors.Select(tensor => tensor.IsConstant ? tensor.Values.ToArray() : new float[tensor.Count])];
        _kernels = [.. graph.Operators.Select(step => FloatKernels.Prepare(graph, step))];
    }

    /// <summary>Called after each tensor is computed, the input included; may change the values that later operators see.</summary>
    public Action<int, float[]>? TensorReady { get; init; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> this[int tensor] => _tensors[tensor];

    /// <inheritdoc/>
    public ReadOnlySpan<float> Run(ReadOnlySpan<float> input)
    {
        input.CopyTo(_tensors[_graph.Input]);
        TensorReady?.Invoke(_graph.Input, _tensors[_graph.Input]);
        for (int index = 0; index < _graph.Operators.Length; index++)
        {
            RunOperator(index);
        }

        return _tensors[_graph.Output];
    }

    /// <summary>Runs one operator on given inputs instead of those that came before.</summary>
    /// <param name="index">Number of the operator.</param>
    /// <param name="inputs">Values of each input tensor of the operator; those of a constant are not looked at.</param>
    public ReadOnlySpan<float> RunAlone(int index, IReadOnlyList<float[]> inputs)
    {
        FloatOperator step = _graph.Operators[index];
        for (int i = 0; i < step.Inputs.Length; i++)
        {
            if (!_graph.Tensors[step.Inputs[i]].IsConstant)
            {
                inputs[i].CopyTo(_tensors[step.Inputs[i]], 0);
            }
        }

        RunOperator(index);
        return _tensors[step.Output];
    }

    private void RunOperator(int index)
    {
        FloatOperator step = _graph.Operators[index];
        float[] output = _tensors[step.Output];
        _kernels[index]([.. step.Inputs.Select(tensor => _tensors[tensor])], output);
        TensorReady?.Invoke(step.Output, output);
    }
}
