// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>
/// Operators on tensors of more dimensions than the device has axes, where that makes no difference: neighbouring dimensions that the operator treats
/// alike become one, and the result gets its dimensions back.
/// </summary>
internal static class Collapsing
{
    /// <summary>Whether the operator's output has more dimensions longer than 1 than the device has axes.</summary>
    public static bool IsNeeded(OperatorContext context) => !Layout.TryCanonical(context.Output.Shape, out _, out _);

    /// <summary>Imports an operator that treats all dimensions before <paramref name="axis"/> alike, and all behind it.</summary>
    /// <param name="other">The operator with axis 1 in the place of <paramref name="axis"/>.</param>
    public static Value Around(OperatorContext context, int axis, TfLiteOperator other, Func<OperatorContext, Value> import) =>
        Import(context, other, shape => [Product(shape[..axis]), shape[axis], Product(shape[(axis + 1)..])], import);

    /// <summary>Imports an operator that treats all dimensions alike, but for those of size 1, which repeat.</summary>
    public static Value Repeating(OperatorContext context, Func<OperatorContext, Value> import)
    {
        int rank = context.Output.Shape.Length;
        ImmutableArray<int>[] shapes = [.. Enumerable.Range(0, context.Operator.Inputs.Length).Select(i => Broadcast.WithRank(context.InputTensor(i).Shape, rank))];
        int[] starts = Enumerable.Range(0, rank).Where(d => d == 0 || shapes.Any(s => Repeats(s, d) != Repeats(s, d - 1))).Append(rank).ToArray();
        return Import(context, context.Operator, shape => Merge(Broadcast.WithRank(shape, rank)), import);

        // Where the output is 1 too, it may belong to either side; it is taken to repeat.
        bool Repeats(ImmutableArray<int> shape, int d) => shape[d] == 1;

        ImmutableArray<int> Merge(ImmutableArray<int> shape) => [.. starts.Zip(starts.Skip(1), (from, to) => Product(shape[from..to]))];
    }

    private static Value Import(
        OperatorContext context, TfLiteOperator other, Func<ImmutableArray<int>, ImmutableArray<int>> merge, Func<OperatorContext, Value> import) =>
        context.WithShape(import(context.Reshaped(other, merge, merge)), context.Output.Shape);

    private static int Product(ImmutableArray<int> sizes) => (int)Shapes.Count(sizes);
}
