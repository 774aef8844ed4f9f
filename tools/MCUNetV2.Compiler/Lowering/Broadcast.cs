// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Operands of different shapes: dimensions are matched from the last, and those of size 1 repeat.</summary>
internal static class Broadcast
{
    public static ImmutableArray<int> Result(ImmutableArray<int> a, ImmutableArray<int> b, OperatorContext context)
    {
        int rank = Math.Max(a.Length, b.Length);
        (int First, int Second)[] pairs = WithRank(a, rank).Zip(WithRank(b, rank)).ToArray();
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
        int rank = Math.Max(a.Shape.Length, b.Shape.Length);
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
        Extents to = context.ExtentsOf(full);
        value = Channels(context, value, to.Channels);
        Extents from = context.ExtentsOf(value);
        return from == to || (mayRepeat && from == to with { Height = 1, Width = 1 }) ? value : Pixels(context, value, to, full.Shape, full.Layout);
    }

    /// <summary>The value with as many dimensions as the operator's output, repeated to its size.</summary>
    public static Value ToOutput(OperatorContext context, Value value)
    {
        ImmutableArray<int> shape = context.Output.Shape;
        value = WithRank(value, shape.Length);
        if (value.Shape.SequenceEqual(shape))
        {
            return value;
        }

        if (!Layout.TryCanonical(shape, out Layout layout, out Extents to))
        {
            throw context.Refuse($"has an output of shape {Shapes.Describe(shape)}; up to three dimensions longer than 1 are supported");
        }

        return Pixels(context, Channels(context, context.ArrangeAs(value, layout), to.Channels), to, shape, layout);
    }

    /// <summary>Rows and columns repeated, by tables that say so.</summary>
    private static Value Pixels(OperatorContext context, Value value, Extents to, ImmutableArray<int> shape, Layout layout)
    {
        Extents from = context.ExtentsOf(value);
        if (from == to)
        {
            return value with { Shape = shape, Layout = layout };
        }

        Tensor tensor = context.Graph[value.Tensor];
        return context.Emit(
            OperatorKind.ResizeNearest, [value.Tensor], (tensor.Scale, tensor.ZeroPoint), to, shape, layout,
            o => o with { Constants = new ResizeConstants(Repeat(from.Height, to.Height), Repeat(from.Width, to.Width)) });
    }

    /// <summary>One channel repeated: a convolution whose weights are all the same power of two, which the requantisation takes out exactly.</summary>
    private static Value Channels(OperatorContext context, Value value, int channels)
    {
        Extents size = context.ExtentsOf(value);
        if (size.Channels == channels)
        {
            return value;
        }

        if (size.Channels != 1)
        {
            throw context.Refuse($"repeats {size.Channels} channels to {channels}; one can be repeated");
        }

        const sbyte Weight = 64;
        QuantizedMultiplier unit = QuantizedMultiplier.FromReal(1.0 / Weight);
        Tensor tensor = context.Graph[value.Tensor];
        ConvolutionConstants constants = new(
            Of(-Weight * tensor.ZeroPoint), Of(unit.Multiplier), Of((sbyte)unit.Shift), Of(Weight));
        return context.Emit(
            OperatorKind.Conv2D, [value.Tensor], (tensor.Scale, tensor.ZeroPoint), size with { Channels = channels }, value.Shape, value.Layout,
            o => o with { Parameter = 1, Constants = constants });

        ImmutableArray<T> Of<T>(T one) => [.. Enumerable.Repeat(one, channels)];
    }

    private static ImmutableArray<ushort> Repeat(int from, int to) => [.. Enumerable.Range(0, to).Select(i => (ushort)(from == 1 ? 0 : i))];

    private static Value WithRank(Value value, int rank) =>
        value with { Shape = WithRank(value.Shape, rank), Layout = value.Layout.WithRank(rank) };

    private static bool IsAligned(Value a, Value b) => Enumerable.Range(0, a.Shape.Length).All(
        d => a.Shape[d] != b.Shape[d] || a.Layout.Dimensions[d].SequenceEqual(b.Layout.Dimensions[d]));
}
