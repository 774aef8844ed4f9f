// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>One node being imported: its inputs, the graph to add to, and how to refuse it.</summary>
internal sealed class OnnxContext(OnnxScope scope, OnnxNode node)
{
    /// <summary>Elements of the largest tensor; far above what a microcontroller holds, below what would exhaust memory.</summary>
    private const long MostElements = 1 << 26;

    private const int MostDimensions = 8;

    public OnnxNode Node => node;

    public int Opset => scope.Opset;

    public FloatGraphBuilder Builder => scope.Builder;

    /// <summary>Whether an input is there, at all and not left out by an empty name.</summary>
    public bool Has(int input) => input < node.Inputs.Length && node.Inputs[input].Length > 0;

    public bool IsConstant(int input) => Has(input) && scope.Constant(node.Inputs[input]) is not null;

    public OnnxTensor Constant(int input)
    {
        Require(input);
        return scope.Constant(node.Inputs[input]) ?? throw node.Refuse(
            scope.Activation(node.Inputs[input]) is null
                ? $"reads {Name(input)}, which nothing before it computes"
                : $"needs its input {input} ({Name(input)}) as a constant; it depends on the picture");
    }

    /// <summary>The real numbers of a constant.</summary>
    public ImmutableArray<float> Reals(int input)
    {
        OnnxTensor tensor = Constant(input);
        return tensor.Floats.Length == tensor.Count ? tensor.Floats : throw node.Refuse($"needs real numbers in {Name(input)}, which has {tensor.Type}");
    }

    /// <summary>The whole numbers of a constant.</summary>
    public ImmutableArray<long> Integers(int input)
    {
        OnnxTensor tensor = Constant(input);
        return tensor.Integers.Length == tensor.Count ? tensor.Integers : throw node.Refuse($"needs whole numbers in {Name(input)}, which has {tensor.Type}");
    }

    /// <summary>Whole numbers of an input, or of the attribute that older opsets have instead; null without both.</summary>
    public ImmutableArray<long>? Integers(int input, string attribute) => Has(input) ? Integers(input) : node.Integers(attribute);

    /// <summary>A computed value.</summary>
    public OnnxActivation Activation(int input)
    {
        Require(input);
        return scope.Activation(node.Inputs[input]) ?? throw node.Refuse(
            scope.Constant(node.Inputs[input]) is null
                ? $"reads {Name(input)}, which nothing before it computes"
                : $"has the constant {Name(input)} as its input {input}, which is not supported there");
    }

    /// <summary>A computed value of four dimensions, batch x channels x rows x columns, its channels last in memory.</summary>
    public OnnxActivation Image(int input)
    {
        OnnxActivation value = Activation(input);
        return value.Rank == 4
            ? scope.Arrange(value, OnnxActivation.ChannelsLast(4))
            : throw node.Refuse($"reads {Name(input)} of {value.Rank} dimensions; images have 4");
    }

    /// <inheritdoc cref="OnnxScope.Arrange"/>
    public OnnxActivation Arrange(OnnxActivation value, ImmutableArray<int> permutation) => scope.Arrange(value, permutation);

    /// <inheritdoc cref="OnnxScope.Reshape"/>
    public OnnxActivation Reshape(OnnxActivation value, ImmutableArray<int> shape) => scope.Reshape(value, Checked(shape));

    /// <summary>A dimension counted from the front; negative ones count from the last.</summary>
    public int Axis(long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)((axis + rank) % rank) : throw node.Refuse($"has axis {axis} on a value of {rank} dimensions");

    /// <summary>Adds an operator whose output has the file's <paramref name="shape"/>, its dimensions ordered as those of like.</summary>
    public OnnxActivation Emit(ImmutableArray<int> shape, ImmutableArray<int> permutation, Func<int, FloatOperator> create, string suffix = "")
    {
        ImmutableArray<int> arranged = OnnxActivation.Arrange(Checked(shape), permutation);
        return new OnnxActivation(Builder.Add(new FloatTensor(node.Outputs[0] + suffix, arranged), create), shape, permutation);
    }

    /// <returns>The shape, if tensors may have it: what is as large as the shape is to be made after this.</returns>
    public ImmutableArray<int> Checked(ImmutableArray<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            if (size < 1 || (count *= size) > MostElements)
            {
                throw node.Refuse($"leads to the shape {string.Join('x', shape.Take(MostDimensions))}, which is out of range");
            }
        }

        return shape.Length <= MostDimensions ? shape : throw node.Refuse($"leads to {shape.Length} dimensions; {MostDimensions} are possible");
    }

    /// <summary>A constant as a tensor of the float graph.</summary>
    /// <param name="values">In the order of <paramref name="shape"/>, which is the tensor's.</param>
    public int AddConstant(string name, ImmutableArray<int> shape, ImmutableArray<float> values) =>
        Builder.Add(new FloatTensor($"{node.Outputs[0]}/{name}", shape) { Values = values });

    /// <summary>What an output of the node is.</summary>
    public void Complete(OnnxActivation value, int output = 0, bool isFloat = true)
    {
        string name = node.Outputs[output];
        if (isFloat && Builder.Tensors[value.Tensor] is { Original: null, IsConstant: false } && Builder.ProducerOf(value.Tensor) is not null)
        {
            Builder.Describe(value.Tensor, tensor => tensor with { Name = OneLineName(name), Original = new OriginalValue(name, value.Permutation) });
        }

        scope.Bind(name, value);
    }

    /// <summary>The node computes a constant.</summary>
    public void Complete(OnnxTensor constant) => scope.Bind(node.Outputs[0], constant);

    private static string OneLineName(string name) => TfLite.OneLine.Of(name);

    private void Require(int input)
    {
        if (!Has(input))
        {
            throw node.Refuse($"has no input {input}");
        }
    }

    private string Name(int input) => TfLite.OneLine.Of(node.Inputs[input]);
}
