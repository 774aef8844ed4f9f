// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Reductions over dimensions, global pools, Softmax.</summary>
internal static class ReductionOperators
{
    private const int SoftmaxAlongOneAxis = 13;

    public static OnnxActivation Global(OnnxContext context, ReductionKind kind)
    {
        OnnxActivation value = context.Activation(0);
        return value.Rank > 2
            ? Reduce(context, value, kind, [.. Enumerable.Range(2, value.Rank - 2)], keep: true)
            : throw context.Node.Refuse($"pools a value of {value.Rank} dimensions");
    }

    public static OnnxActivation Reduce(OnnxContext context, ReductionKind kind)
    {
        OnnxActivation value = context.Activation(0);
        ImmutableArray<long>? axes = context.Integers(1, "axes");
        bool none = axes is not { Length: > 0 };
        if (none && context.Node.Integer("noop_with_empty_axes", 0) != 0)
        {
            return value;
        }

        int[] reduced = none ? [.. Enumerable.Range(0, value.Rank)] : [.. axes!.Value.Select(axis => context.Axis(axis, value.Rank)).Distinct().Order()];
        return Reduce(context, value, kind, reduced, context.Node.Integer("keepdims", 1) != 0);
    }

    public static OnnxActivation Softmax(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        bool oneAxis = context.Opset >= SoftmaxAlongOneAxis;
        int axis = context.Axis(context.Node.Integer("axis", oneAxis ? -1 : 1), value.Rank);
        ImmutableArray<int> shape = value.Shape;
        // Before opset 13, a softmax runs over all dimensions from the axis on.
        if (!oneAxis && shape.Skip(axis + 1).Any(size => size > 1))
        {
            int inner = shape.Skip(axis).Aggregate(1, (product, size) => product * size);
            OnnxActivation rows = context.Arrange(context.Reshape(value, [value.Count / inner, inner]), OnnxActivation.Natural(2));
            return context.Reshape(Softmax(context, rows), shape);
        }

        int last = value.Rank - 1;
        ImmutableArray<int> order = [.. Enumerable.Range(0, value.Rank).Select(d => d == axis ? last : d > axis ? d - 1 : d)];
        return Softmax(context, value.Permutation[axis] == last ? value : context.Arrange(value, order));
    }

    private static OnnxActivation Softmax(OnnxContext context, OnnxActivation value) =>
        context.Emit(value.Shape, value.Permutation, number => new FloatSoftmax([value.Tensor], number));

    private static OnnxActivation Reduce(OnnxContext context, OnnxActivation value, ReductionKind kind, IReadOnlyCollection<int> axes, bool keep)
    {
        ImmutableArray<int> places = [.. axes.Select(axis => value.Permutation[axis]).Order()];
        if (keep)
        {
            return context.Emit(
                [.. value.Shape.Select((size, d) => axes.Contains(d) ? 1 : size)], value.Permutation,
                number => new FloatReduction(kind, [value.Tensor], number, places));
        }

        int[] kept = [.. Enumerable.Range(0, value.Rank).Where(d => !axes.Contains(d))];
        ImmutableArray<int> permutation = [.. kept.Select(d => kept.Count(other => value.Permutation[other] < value.Permutation[d]))];
        return context.Emit([.. kept.Select(d => value.Shape[d])], permutation, number => new FloatReduction(kind, [value.Tensor], number, places));
    }
}
