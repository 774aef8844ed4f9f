using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>Builds a <see cref="FloatGraph"/> operator by operator; each method returns the number of the tensor that it adds.</summary>
/// <param name="name">Name of the network.</param>
public sealed class FloatGraphBuilder(string name)
{
    private readonly ImmutableArray<FloatTensor>.Builder _tensors = ImmutableArray.CreateBuilder<FloatTensor>();
    private readonly ImmutableArray<FloatOperator>.Builder _operators = ImmutableArray.CreateBuilder<FloatOperator>();

    /// <summary>The tensors so far.</summary>
    public IReadOnlyList<FloatTensor> Tensors => _tensors;

    /// <summary>The network's input; call it first.</summary>
    public int Input(string label, int height, int width, int channels) => AddTensor(new FloatTensor(label, height, width, channels));

    /// <inheritdoc cref="FloatConvolution"/>
    public int Convolution(
        string label, int input, FloatWindow window, bool depthwise, ImmutableArray<float> weights, ImmutableArray<float> bias, TfLiteActivation activation)
    {
        FloatTensor source = _tensors[input];
        int expected = window.KernelHeight * window.KernelWidth * (depthwise ? source.Channels : source.Channels * bias.Length);
        if (weights.Length != expected || (depthwise && bias.Length != source.Channels))
        {
            throw new ArgumentException($"{label}: {weights.Length} weights and {bias.Length} biases; the input's {source.Channels} channels ask for {expected} weights");
        }

        int output = AddTensor(new FloatTensor(label, window.OutputHeight(source.Height), window.OutputWidth(source.Width), bias.Length));
        return AddOperator(new FloatConvolution(input, output, window, depthwise, weights, bias, activation));
    }

    /// <inheritdoc cref="FloatFullyConnected"/>
    public int FullyConnected(string label, int input, ImmutableArray<float> weights, ImmutableArray<float> bias, TfLiteActivation activation)
    {
        if (weights.Length != bias.Length * _tensors[input].Count)
        {
            throw new ArgumentException($"{label}: {weights.Length} weights for {_tensors[input].Count} inputs and {bias.Length} outputs");
        }

        int output = AddTensor(new FloatTensor(label, 1, 1, bias.Length));
        return AddOperator(new FloatFullyConnected(input, output, weights, bias, activation));
    }

    /// <inheritdoc cref="FloatAdd"/>
    public int Add(string label, int first, int second, TfLiteActivation activation)
    {
        if (_tensors[first] with { Name = "" } != _tensors[second] with { Name = "" })
        {
            throw new ArgumentException($"{label}: the shapes of {_tensors[first]} and {_tensors[second]} differ");
        }

        int output = AddTensor(_tensors[first] with { Name = label });
        return AddOperator(new FloatAdd(first, second, output, activation));
    }

    /// <inheritdoc cref="FloatMean"/>
    public int Mean(string label, int input)
    {
        int output = AddTensor(new FloatTensor(label, 1, 1, _tensors[input].Channels));
        return AddOperator(new FloatMean(input, output));
    }

    /// <inheritdoc cref="FloatPool"/>
    public int Pool(string label, int input, FloatWindow window, bool maximum)
    {
        FloatTensor source = _tensors[input];
        int output = AddTensor(new FloatTensor(label, window.OutputHeight(source.Height), window.OutputWidth(source.Width), source.Channels));
        return AddOperator(new FloatPool(input, output, window, maximum));
    }

    /// <inheritdoc cref="FloatPad"/>
    public int Pad(string label, int input, int top, int bottom, int left, int right)
    {
        FloatTensor source = _tensors[input];
        int output = AddTensor(new FloatTensor(label, source.Height + top + bottom, source.Width + left + right, source.Channels));
        return AddOperator(new FloatPad(input, output, top, bottom, left, right));
    }

    /// <inheritdoc cref="FloatSoftmax"/>
    public int Softmax(string label, int input)
    {
        int output = AddTensor(_tensors[input] with { Name = label });
        return AddOperator(new FloatSoftmax(input, output));
    }

    /// <summary>Fuses an activation into the operator that made a tensor; false when that operator cannot take one.</summary>
    public bool TryFuse(int tensor, TfLiteActivation activation)
    {
        FloatOperator? producer = _operators.FirstOrDefault(step => step.Output == tensor);
        FloatOperator? fused = producer switch
        {
            FloatConvolution { Activation: TfLiteActivation.NONE } step => step with { Activation = activation },
            FloatFullyConnected { Activation: TfLiteActivation.NONE } step => step with { Activation = activation },
            FloatAdd { Activation: TfLiteActivation.NONE } step => step with { Activation = activation },
            _ => null,
        };
        if (producer is not null && fused is not null)
        {
            _operators[_operators.IndexOf(producer)] = fused;
        }

        return fused is not null;
    }

    /// <param name="input">Tensor number of the network's input.</param>
    /// <param name="output">Tensor number of the network's output.</param>
    public FloatGraph Build(int input, int output) => new(name, _tensors.ToImmutable(), _operators.ToImmutable(), input, output);

    private int AddTensor(FloatTensor tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    private int AddOperator(FloatOperator step)
    {
        _operators.Add(step);
        return step.Output;
    }
}
