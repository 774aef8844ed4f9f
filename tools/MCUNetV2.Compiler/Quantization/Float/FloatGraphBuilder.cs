// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>Builds a <see cref="FloatGraph"/> operator by operator; each method returns the number of the tensor that it adds.</summary>
/// <param name="name">Name of the network.</param>
public sealed class FloatGraphBuilder(string name)
{
    private readonly ImmutableArray<FloatTensor>.Builder _tensors = ImmutableArray.CreateBuilder<FloatTensor>();
    private readonly ImmutableArray<FloatOperator>.Builder _operators = ImmutableArray.CreateBuilder<FloatOperator>();
    private readonly Dictionary<int, FloatOperator> _producers = [];

    /// <summary>The tensors so far.</summary>
    public IReadOnlyList<FloatTensor> Tensors => _tensors;

    /// <summary>The network's input; call it first.</summary>
    public int Input(string label, int height, int width, int channels) => Add(new FloatTensor(label, height, width, channels));

    /// <summary>A tensor that no operator computes: an input or a constant.</summary>
    public int Add(FloatTensor tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    /// <param name="output">What the operator computes.</param>
    /// <param name="create">The operator, given the number of its output.</param>
    public int Add(FloatTensor output, Func<int, FloatOperator> create)
    {
        int number = Add(output);
        FloatOperator step = create(number);
        _operators.Add(step);
        _producers.Add(number, step);
        return number;
    }

    /// <summary>The operator that computes a tensor; null for an input or a constant.</summary>
    public FloatOperator? ProducerOf(int tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>Gives a tensor another name, quantisation or origin.</summary>
    public void Describe(int tensor, Func<FloatTensor, FloatTensor> change) => _tensors[tensor] = change(_tensors[tensor]);

    /// <inheritdoc cref="FloatConvolution"/>
    public int Convolution(
        string label, int input, FloatWindow window, bool depthwise, ImmutableArray<float> weights, ImmutableArray<float> bias,
        TfLiteActivation activation = TfLiteActivation.NONE, KnownIntegers? known = null)
    {
        FloatTensor source = _tensors[input];
        int taps = window.KernelHeight * window.KernelWidth;
        int depth = depthwise ? 1 : bias.IsEmpty ? 0 : weights.Length / bias.Length / taps;
        bool fits = bias.Length > 0 && weights.Length == taps * bias.Length * depth && depth > 0 &&
            (depthwise ? bias.Length % source.Channels == 0 : source.Channels % depth == 0 && bias.Length % (source.Channels / depth) == 0);
        if (!fits)
        {
            throw new ArgumentException($"{label}: {weights.Length} weights and {bias.Length} biases do not fit the input's {source.Channels} channels");
        }

        FloatTensor output = new(label, window.OutputHeight(source.Height), window.OutputWidth(source.Width), bias.Length);
        return Add(output, number => new FloatConvolution([input], number, window, depthwise, weights, bias, activation) { Known = known });
    }

    /// <summary>A fully connected layer on all of the input's elements, in memory order.</summary>
    public int FullyConnected(
        string label, int input, ImmutableArray<float> weights, ImmutableArray<float> bias, TfLiteActivation activation = TfLiteActivation.NONE)
    {
        if (weights.Length != bias.Length * _tensors[input].Count)
        {
            throw new ArgumentException($"{label}: {weights.Length} weights for {_tensors[input].Count} inputs and {bias.Length} outputs");
        }

        return Add(new FloatTensor(label, [1, bias.Length]), number => new FloatFullyConnected([input], number, weights, bias, activation));
    }

    /// <summary>Sum of two tensors of the same shape.</summary>
    public int Add(string label, int first, int second, TfLiteActivation activation)
    {
        if (!_tensors[first].Shape.SequenceEqual(_tensors[second].Shape))
        {
            throw new ArgumentException($"{label}: the shapes of {_tensors[first].Name} and {_tensors[second].Name} differ");
        }

        return Add(new FloatTensor(label, _tensors[first].Shape), number => new FloatBinary(BinaryKind.Add, [first, second], number, activation));
    }

    /// <summary>Mean over rows and columns; a vector.</summary>
    public int Mean(string label, int input) =>
        Add(new FloatTensor(label, [1, _tensors[input].Channels]), number => new FloatReduction(ReductionKind.Mean, [input], number, [1, 2]));

    /// <inheritdoc cref="FloatPool"/>
    public int Pool(string label, int input, FloatWindow window, bool maximum)
    {
        FloatTensor source = _tensors[input];
        return Add(
            new FloatTensor(label, window.OutputHeight(source.Height), window.OutputWidth(source.Width), source.Channels),
            number => new FloatPool([input], number, window, maximum));
    }

    /// <summary>Rows and columns around an image.</summary>
    /// <param name="fill">As in <see cref="FloatPad"/>.</param>
    public int Pad(string label, int input, int top, int bottom, int left, int right, float fill = 0) =>
        Pad(label, input, [0, top, left, 0], [0, bottom, right, 0], fill);

    /// <inheritdoc cref="FloatPad"/>
    public int Pad(string label, int input, ImmutableArray<int> before, ImmutableArray<int> after, float fill = 0)
    {
        FloatTensor source = _tensors[input];
        ImmutableArray<int> shape = [.. source.Shape.Select((size, d) => checked(size + before[d] + after[d]))];
        return Add(new FloatTensor(label, shape), number => new FloatPad([input], number, before, after, fill));
    }

    /// <inheritdoc cref="FloatSoftmax"/>
    public int Softmax(string label, int input) => Add(new FloatTensor(label, _tensors[input].Shape), number => new FloatSoftmax([input], number));

    /// <param name="input">Tensor number of the network's input.</param>
    /// <param name="outputs">Tensor numbers of the network's outputs.</param>
    public FloatGraph Build(int input, params ImmutableArray<int> outputs) => new(name, _tensors.ToImmutable(), _operators.ToImmutable(), input, outputs);
}
