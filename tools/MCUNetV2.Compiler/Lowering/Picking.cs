// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Indices of one dimension in an order that follows no pattern, by the device's table of rows or columns.</summary>
internal static class Picking
{
    /// <summary>The value with the named indices of a dimension in its place, in the quantisation of the operator's output.</summary>
    public static Value Pick(OperatorContext context, Value value, int dimension, ImmutableArray<ushort> indices)
    {
        ImmutableArray<int> shape = value.Shape.SetItem(dimension, indices.Length);
        if (value.Layout.View is null && value.Layout.Dimensions[dimension] is [var axis] && axis != Axis.Channel)
        {
            ImmutableArray<ImmutableArray<Axis>> along = value.Layout.Dimensions.SetItem(dimension, indices.Length > 1 ? [axis] : []);
            return Emit(context, value, axis, indices, shape, new Layout(along));
        }

        int Product(IEnumerable<int> sizes) => sizes.Aggregate(1, (product, size) => product * size);

        ImmutableArray<int> around = [Product(value.Shape.Take(dimension)), value.Shape[dimension], Product(value.Shape.Skip(dimension + 1))];
        Value merged = context.Canonical(context.WithShape(value, around));
        around = around.SetItem(1, indices.Length);
        Layout.TryCanonical(around, out Layout layout, out _);
        return context.WithShape(Emit(context, merged, Axis.Column, indices, around, layout), shape);
    }

    private static Value Emit(
        OperatorContext context, Value value, Axis axis, ImmutableArray<ushort> indices, ImmutableArray<int> shape, Layout layout)
    {
        Extents from = context.ExtentsOf(value);
        ResizeConstants constants = axis == Axis.Row
            ? new ResizeConstants(indices, All(from.Width))
            : new ResizeConstants(All(from.Height), indices);
        bool falls = indices.Zip(indices.Skip(1), (a, b) => a > b).Any(yes => yes);
        int any = !falls ? 0 : axis == Axis.Row ? FormatNumbers.ResizeAnyRows : FormatNumbers.ResizeAnyColumns;
        return context.Emit(
            OperatorKind.ResizeNearest, [value.Tensor], Quantized.Activation(context.Output, context.Refuse),
            new Extents(constants.Rows.Length, constants.Columns.Length, from.Channels), shape, layout,
            o => o with { Constants = constants, Parameter = any });
    }

    private static ImmutableArray<ushort> All(int size) => [.. Enumerable.Range(0, size).Select(i => (ushort)i)];
}
