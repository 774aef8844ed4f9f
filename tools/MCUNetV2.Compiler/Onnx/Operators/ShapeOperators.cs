// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Operators that change a value's shape and no element: mostly nothing on the device.</summary>
internal static class ShapeOperators
{
    public static OnnxTensor Literal(OnnxContext context)
    {
        OnnxNode node = context.Node;
        return node.Tensor("value") ??
            (node.Reals("value_floats") is { } reals ? new OnnxTensor([reals.Length], reals, [])
            : node.Integers("value_ints") is { } integers ? new OnnxTensor([integers.Length], [], integers) { Type = OnnxType.Int64 }
            : node.Attributes.ContainsKey("value_float") ? new OnnxTensor([], [node.Real("value_float", 0)], [])
            : node.Attributes.ContainsKey("value_int") ? new OnnxTensor([], [], [node.Integer("value_int", 0)]) { Type = OnnxType.Int64 }
            : throw node.Refuse("has no value that is a number"));
    }

    public static OnnxActivation Flatten(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        long given = context.Node.Integer("axis", 1);
        int axis = given == value.Rank ? value.Rank : context.Axis(given, value.Rank);
        int outer = value.Shape.Take(axis).Aggregate(1, (product, size) => product * size);
        return context.Reshape(value, [outer, value.Count / outer]);
    }

    public static OnnxActivation Reshape(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        ImmutableArray<long> wanted = context.Integers(1, "shape") ?? throw context.Node.Refuse("has no shape");
        bool zeroIsZero = context.Node.Integer("allowzero", 0) != 0;
        if (wanted.Length > 8 || wanted.Any(size => size is < -1 or > 1 << 26))
        {
            throw context.Node.Refuse($"asks for the shape {string.Join('x', wanted.Take(8))}");
        }

        long[] shape = [.. wanted.Select((size, d) => size == 0 && !zeroIsZero && d < value.Rank ? value.Shape[d] : size)];
        long known = shape.Where(size => size != -1).Aggregate(1L, (product, size) => product * size);
        if (shape.Count(size => size == -1) > 1 || known < 1 || known > value.Count || value.Count % known != 0)
        {
            throw context.Node.Refuse($"makes {string.Join('x', wanted)} of {string.Join('x', value.Shape)}");
        }

        ImmutableArray<int> result = [.. shape.Select(size => (int)(size == -1 ? value.Count / known : size))];
        return result.Aggregate(1L, (product, size) => product * size) == value.Count
            ? context.Reshape(value, result)
            : throw context.Node.Refuse($"makes {string.Join('x', wanted)} of {string.Join('x', value.Shape)}");
    }

    public static OnnxActivation Squeeze(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        HashSet<int>? axes = context.Integers(1, "axes") is { } given ? [.. given.Select(axis => context.Axis(axis, value.Rank))] : null;
        if (axes?.Any(axis => value.Shape[axis] != 1) == true)
        {
            throw context.Node.Refuse($"squeezes {string.Join('x', value.Shape)} where it is not 1");
        }

        return context.Reshape(value, [.. value.Shape.Where((size, d) => axes is null ? size != 1 : !axes.Contains(d))]);
    }

    public static OnnxActivation Unsqueeze(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        ImmutableArray<long> given = context.Integers(1, "axes") ?? throw context.Node.Refuse("has no axes");
        int rank = value.Rank + given.Length;
        HashSet<int> axes = [.. given.Select(axis => context.Axis(axis, rank))];
        if (axes.Count != given.Length)
        {
            throw context.Node.Refuse("names a dimension twice");
        }

        Queue<int> sizes = new(value.Shape);
        return context.Reshape(value, [.. Enumerable.Range(0, rank).Select(d => axes.Contains(d) ? 1 : sizes.Dequeue())]);
    }

    public static OnnxActivation Transpose(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        ImmutableArray<long> order = context.Node.Integers("perm") ?? [.. Enumerable.Range(0, value.Rank).Reverse().Select(d => (long)d)];
        return order.Order().SequenceEqual(Enumerable.Range(0, value.Rank).Select(d => (long)d))
            ? new OnnxActivation(value.Tensor, [.. order.Select(d => value.Shape[(int)d])], [.. order.Select(d => value.Permutation[(int)d])])
            : throw context.Node.Refuse($"has the order [{string.Join(", ", order.Take(8))}] for {value.Rank} dimensions");
    }

    /// <summary>Repeats a value along dimensions of size 1, by multiplying with ones.</summary>
    public static OnnxActivation Expand(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        ImmutableArray<long> wanted = context.Integers(1);
        int rank = Math.Max(value.Rank, wanted.Length);
        OnnxActivation aligned = context.Reshape(value, [.. Enumerable.Repeat(1, rank - value.Rank), .. value.Shape]);
        long Size(int d) => d < rank - wanted.Length ? 1 : wanted[d - rank + wanted.Length];
        ImmutableArray<int> shape = [.. aligned.Shape.Select((size, d) => size == 1 ? (int)Math.Clamp(Size(d), 1, int.MaxValue) : size)];
        if (shape.SequenceEqual(aligned.Shape))
        {
            return aligned;
        }

        return context.Emit(shape, aligned.Permutation, number =>
        {
            ImmutableArray<int> arranged = OnnxActivation.Arrange(shape, aligned.Permutation);
            ImmutableArray<float> ones = [.. Enumerable.Repeat(1f, arranged.Aggregate(1, (product, size) => product * size))];
            return new FloatBinary(BinaryKind.Mul, [aligned.Tensor, context.AddConstant("ones", arranged, ones)], number);
        });
    }
}
