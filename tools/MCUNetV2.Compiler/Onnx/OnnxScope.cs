// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>The float graph under construction, and what each value of the file has become.</summary>
internal sealed class OnnxScope(OnnxModel model, IReadOnlyDictionary<string, OnnxTensor> folded)
{
    private readonly Dictionary<string, OnnxTensor> _constants = [];
    private readonly Dictionary<string, OnnxActivation> _activations = [];
    private readonly Dictionary<(int Tensor, string Order), OnnxActivation> _arranged = [];

    public FloatGraphBuilder Builder { get; } = new(model.Name.Length > 0 ? model.Name : "network");

    public int Opset => model.Opset;

    /// <summary>The value, when it does not depend on the picture.</summary>
    public OnnxTensor? Constant(string value) =>
        _constants.GetValueOrDefault(value) ?? folded.GetValueOrDefault(value) ?? model.Constants.GetValueOrDefault(value);

    /// <summary>The value, when it has been computed from the picture.</summary>
    public OnnxActivation? Activation(string value) => _activations.GetValueOrDefault(value);

    public bool IsKnown(string value) => _activations.ContainsKey(value) || Constant(value) is not null;

    public void Bind(string value, OnnxTensor constant) => _constants[value] = constant;

    public void Bind(string value, OnnxActivation activation) => _activations[value] = activation;

    /// <summary>The value with its dimensions in another order in memory.</summary>
    public OnnxActivation Arrange(OnnxActivation value, ImmutableArray<int> permutation)
    {
        if (value.Permutation.SequenceEqual(permutation))
        {
            return value;
        }

        (int, string) key = (value.Tensor, $"{string.Join(',', value.Permutation)}>{string.Join(',', permutation)}:{string.Join(',', value.Shape)}");
        if (!_arranged.TryGetValue(key, out OnnxActivation? arranged))
        {
            arranged = new OnnxActivation(Move(value, permutation), value.Shape, permutation);
            _arranged.Add(key, arranged);
        }

        return arranged;
    }

    /// <summary>The same elements, in the file's order, under another shape.</summary>
    public OnnxActivation Reshape(OnnxActivation value, ImmutableArray<int> shape)
    {
        if (value.Shape.SequenceEqual(shape))
        {
            return value;
        }

        ImmutableArray<int>? order = OnnxReshape.Permutation(value, shape);
        OnnxActivation source = order is null ? Arrange(value, OnnxActivation.Natural(value.Rank)) : value;
        ImmutableArray<int> permutation = order ?? OnnxActivation.Natural(shape.Length);
        ImmutableArray<int> arranged = OnnxActivation.Arrange(shape, permutation);
        FloatTensor from = Builder.Tensors[source.Tensor];
        int tensor = from.Shape.SequenceEqual(arranged)
            ? source.Tensor
            : Builder.Add(new FloatTensor($"{from.Name}/reshape", arranged), number => new FloatReshape([source.Tensor], number));
        return new OnnxActivation(tensor, shape, permutation);
    }

    private int Move(OnnxActivation value, ImmutableArray<int> permutation)
    {
        FloatTensor source = Builder.Tensors[value.Tensor];
        ImmutableArray<int> shape = OnnxActivation.Arrange(value.Shape, permutation);
        ImmutableArray<int> order = OnnxActivation.Arrange(value.Permutation, permutation);
        ImmutableArray<int> longer = [.. order.Where(d => source.Shape[d] > 1)];
        // When only dimensions of size 1 move, the bytes stay where they are.
        return longer.SequenceEqual(longer.Order())
            ? Builder.Add(new FloatTensor($"{source.Name}/reshape", shape), number => new FloatReshape([value.Tensor], number))
            : Builder.Add(new FloatTensor($"{source.Name}/transpose", shape), number => new FloatTranspose([value.Tensor], number, order));
    }
}
