using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Runs a float graph on one picture at a time. Not thread-safe: each thread takes an executor of its own.</summary>
public sealed class FloatExecutor : IFloatReference
{
    private readonly FloatGraph _graph;
    private readonly float[][] _tensors;
    private readonly PreparedConvolution?[] _convolutions;

    public FloatExecutor(FloatGraph graph)
    {
        _graph = graph;
        _tensors = [.. graph.Tensors.Select(tensor => new float[tensor.Count])];
        _convolutions = [.. graph.Operators.Select(step => step is FloatConvolution convolution ? new PreparedConvolution(graph, convolution) : null)];
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
            int output = _graph.Operators[index].Output;
            TensorReady?.Invoke(output, _tensors[output]);
        }

        return _tensors[_graph.Output];
    }

    /// <summary>Runs one operator on given inputs instead of those that came before.</summary>
    /// <param name="index">Number of the operator.</param>
    /// <param name="inputs">Values of each input tensor of the operator.</param>
    public ReadOnlySpan<float> RunAlone(int index, IReadOnlyList<float[]> inputs)
    {
        FloatOperator step = _graph.Operators[index];
        for (int i = 0; i < step.Inputs.Length; i++)
        {
            inputs[i].CopyTo(_tensors[step.Inputs[i]], 0);
        }

        RunOperator(index);
        TensorReady?.Invoke(step.Output, _tensors[step.Output]);
        return _tensors[step.Output];
    }

    private void RunOperator(int index)
    {
        FloatOperator step = _graph.Operators[index];
        float[] input = _tensors[step.Inputs[0]];
        float[] output = _tensors[step.Output];
        FloatTensor source = _graph.Tensors[step.Inputs[0]];
        FloatTensor target = _graph.Tensors[step.Output];
        switch (step)
        {
            case FloatConvolution convolution:
                _convolutions[index]!.Run(input, output);
                Clamp(output, convolution.Activation);
                break;
            case FloatFullyConnected connected:
                FloatOperators.FullyConnected(connected, input, output);
                Clamp(output, connected.Activation);
                break;
            case FloatAdd add:
                FloatOperators.Add(input, _tensors[add.Second], output);
                Clamp(output, add.Activation);
                break;
            case FloatMean:
                FloatOperators.Mean(source, input, output);
                break;
            case FloatPool pool:
                FloatOperators.Pool(pool, source, target, input, output);
                break;
            case FloatPad pad:
                FloatOperators.Pad(pad, source, target, input, output);
                break;
            case FloatSoftmax:
                FloatOperators.Softmax(input, output);
                break;
            default:
                throw new NotSupportedException($"{step.GetType().Name} cannot be run");
        }
    }

    private static void Clamp(Span<float> values, TfLiteActivation activation)
    {
        (float low, float high) = ActivationBounds.Of(activation);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Clamp(values[i], low, high);
        }
    }
}
