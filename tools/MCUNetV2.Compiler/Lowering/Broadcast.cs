// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Operands of different shapes: dimensions are matched from the last, and those of size 1 repeat.</summary>
internal static class Broadcast
{
    public static ImmutableArray<int> Result(ImmutableArray<int> a, ImmutableArray<int> b, OperatorContext context)
    {
        var rank = Math.Max(a.Length, b.Length);
        var pairs = WithRank(a, rank).Zip(WithRank(b, rank)).ToArray();
        return pairs.All(p => p.First == p.Second || p.First == 1 || p.Second == 1)
            ? [.. pairs.Select(p => Math.Max(p.First, p.Second))]
            : throw context.Refuse($"has inputs of shapes {Shapes.Describe(a)} and {Shapes.Describe(b)}, which do not match");
    }

    public static ImmutableArray<int> WithRank(ImmutableArray<int> shape, int rank) => [.. Enumerable.Repeat(1, rank - shape.Length), .. shape];

    /// <summary>
    /// Both values with as many dimensions, each on the same axes in both or of size 1 in one; channels are not what repeats, if the
    /// canonical layout can help it.
    /// </summary>
    public static (Value A, Value B) Align(OperatorContext context, Value a, Value b)
    {
        var rank = Math.Max(a.Shape.Length, b.Shape.Length);
        (a, b) = (WithRank(a, rank), WithRank(b, rank));
        if (!IsAligned(a, b) || context.ExtentsOf(a).Channels != context.ExtentsOf(b).Channels)
        {
            (a, b) = (context.Canonical(a), context.Canonical(b));
        }

        return IsAligned(a, b)
            ? (a, b)
            : throw context.Refuse($"has inputs of shapes {Shapes.Describe(a.Shape)} and {Shapes.Describe(b.Shape)}, which cannot be laid out alike");
    }

    /// <summary>The value repeated until the device can combine it with <paramref name="full"/>.</summary>
    /// <param name="mayRepeat">The device itself may repeat a value of one row and one column.</param>
    public static Value Expand(OperatorContext context, Value value, Value full, bool mayRepeat)
    {
        var (from, to) = (context.ExtentsOf(value), context.ExtentsOf(full));
        if (from == to || (mayRepeat && from == to with { Height = 1, Width = 1 }))
        {
            return value;
        }

        if (from.Channels != to.Channels || !full.Shape.SequenceEqual(context.Output.Shape))
        {
            throw context.Refuse($"repeats an activation of shape {Shapes.Describe(value.Shape)} along channels to " +
                $"{Shapes.Describe(context.Output.Shape)}; repeating along rows and columns is supported");
        }

        var tensor = context.Graph[value.Tensor];
        return context.Emit(
            OperatorKind.ResizeNearest, [value.Tensor], (tensor.Scale, tensor.ZeroPoint), to, full.Shape, full.Layout,
            o => o with { Constants = new ResizeConstants(Repeat(from.Height, to.Height), Repeat(from.Width, to.Width)) });
    }

    private static ImmutableArray<ushort> Repeat(int from, int to) => [.. Enumerable.Range(0, to).Select(i => (ushort)(from == 1 ? 0 : i))];

    private static Value WithRank(Value value, int rank) =>
        value with { Shape = WithRank(value.Shape, rank), Layout = value.Layout.WithRank(rank) };

    private static bool IsAligned(Value a, Value b) => Enumerable.Range(0, a.Shape.Length).All(
        d => a.Shape[d] != b.Shape[d] || a.Layout.Dimensions[d].SequenceEqual(b.Layout.Dimensions[d]));
}
