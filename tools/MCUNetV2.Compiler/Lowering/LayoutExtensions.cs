// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Brings values into the layout that an operator needs, by adding operators only where relabelling is not enough.</summary>
internal static class LayoutExtensions
{
    /// <summary>The value in NHWC: dimensions 1, 2 and 3 of four are rows, columns and channels.</summary>
    public static Value Image(this OperatorContext context, Value value)
    {
        if (value.Shape.Length != 4 || value.Shape[0] != 1)
        {
            throw context.Refuse(
                $"reads a tensor of shape {Shapes.Describe(value.Shape)}; one image of 1 x height x width x channels is supported");
        }

        Layout layout = value.Layout;
        return layout.Is(1, Axis.Row) && layout.Is(2, Axis.Column) && layout.Is(3, Axis.Channel) ? value : context.Canonical(value);
    }

    /// <summary>The value with its bytes in TFLite's order, and its last three dimensions as rows, columns and channels.</summary>
    public static Value Canonical(this OperatorContext context, Value value)
    {
        if (!Layout.TryCanonical(value.Shape, out Layout layout, out Extents extents))
        {
            throw context.Refuse(
                $"needs a tensor of shape {Shapes.Describe(value.Shape)}; up to three dimensions longer than 1 are supported");
        }

        return context.Arrange(value, extents, layout);
    }

    /// <summary>The value with its bytes in TFLite's order, under another division into rows, columns and channels.</summary>
    public static Value Arrange(this OperatorContext context, Value value, Extents extents, Layout layout)
    {
        Value natural = context.Natural(value);
        return context.ExtentsOf(natural) == extents
            ? natural with { Layout = layout }
            : context.Rearrange(OperatorKind.Reshape, natural, extents, layout);
    }

    /// <summary>The value with each dimension on the one axis that it has in <paramref name="layout"/>, that of a tensor at least as large.</summary>
    public static Value ArrangeAs(this OperatorContext context, Value value, Layout layout)
    {
        int Size(Axis axis) => layout.DimensionOf(axis) is var d and >= 0 ? value.Shape[d] : 1;

        return context.Arrange(value, Extents.From([.. Enum.GetValues<Axis>().Select(Size)]), layout);
    }

    /// <summary>The value with its bytes in TFLite's order.</summary>
    public static Value Natural(this OperatorContext context, Value value)
    {
        if (value.Layout.View is not null)
        {
            return context.Dense(value);
        }

        if (value.Layout.IsNatural)
        {
            return value;
        }

        // Axes of size 1 first, then those in TFLite's order.
        ImmutableArray<Axis> order = value.Layout.Order;
        return context.Permute(value, [.. Enum.GetValues<Axis>().Except(order), .. order]);
    }

    /// <summary>The value turned: its rows run along <c>axes[0]</c> of what they were, columns along <c>axes[1]</c>, channels along <c>axes[2]</c>.</summary>
    public static Value Permute(this OperatorContext context, Value value, Axis[] axes)
    {
        Extents from = context.ExtentsOf(value);
        Extents extents = Extents.From([.. axes.Select(axis => from[axis])]);
        Layout layout = new([.. value.Layout.Dimensions.Select(d => d.Select(axis => (Axis)Array.IndexOf(axes, axis)).ToImmutableArray())]);
        return context.Rearrange(
            OperatorKind.Transpose, value, extents, layout, (int)axes[0] | ((int)axes[1] << 2) | ((int)axes[2] << 4));
    }

    /// <summary>The value as strides over its tensor's bytes.</summary>
    public static StridedView ViewOf(this OperatorContext context, Value value) =>
        value.Layout.View ?? StridedView.Of(value.Layout, context.ExtentsOf(value));

    /// <summary>The value moved into a tensor of its own, its bytes in TFLite's order, along the canonical axes where there are few enough dimensions.</summary>
    public static Value Dense(this OperatorContext context, Value value)
    {
        Tensor tensor = context.Graph[value.Tensor];
        return context.Copy(value.Tensor, context.ViewOf(value), value.Shape, (tensor.Scale, tensor.ZeroPoint));
    }

    /// <summary>The same elements in the same order under another shape: free where the value can be relabelled.</summary>
    public static Value WithShape(this OperatorContext context, Value value, ImmutableArray<int> shape)
    {
        Extents extents = context.ExtentsOf(value);
        if (value.Layout.View is null && value.Layout.Reshape(shape, extents) is { } relabelled)
        {
            return value with { Shape = shape, Layout = relabelled };
        }

        return context.ViewOf(value).Reshape(shape) is { } view
            ? value with { Shape = shape, Layout = Layout.Of(view, extents) }
            : context.WithShape(context.Dense(value), shape);
    }

    /// <summary>Adds what moves the elements of a view of a tensor into a tensor of their own.</summary>
    public static Value Copy(
        this OperatorContext context, int tensor, StridedView view, ImmutableArray<int> shape, (float Scale, int ZeroPoint) quantization)
    {
        if (!Layout.TryCanonical(shape, out _, out Extents extents))
        {
            extents = Extents.Fold(shape);
        }

        Layout layout = Layout.Of(StridedView.Dense(shape), extents);
        Extents from = Extents.Of(context.Graph[tensor]);
        if (view.IsDense && Shapes.Count(shape) == context.Graph[tensor].Bytes)
        {
            return from == extents && quantization == (context.Graph[tensor].Scale, context.Graph[tensor].ZeroPoint)
                ? new Value(tensor, shape, layout)
                : context.Emit(OperatorKind.Reshape, [tensor], quantization, extents, shape, layout);
        }

        CopyConstants? pattern = view.Reshape([extents.Height, extents.Width, extents.Channels]) is { } moved ? CopyPattern.Of(moved, from) : null;
        if (pattern is null && context.Graph[tensor].Bytes is var bytes && bytes <= Limits.Channels && bytes > from.Channels)
        {
            // Along one axis no loop runs over an end.
            Tensor flat = context.Graph[tensor];
            Value line = context.Emit(
                OperatorKind.Reshape, [tensor], (flat.Scale, flat.ZeroPoint), new Extents(1, 1, bytes), [bytes], new Layout([[Axis.Channel]]));
            return context.Copy(line.Tensor, view, shape, quantization);
        }

        return pattern is not null
            ? context.Emit(OperatorKind.StridedCopy, [tensor], quantization, extents, shape, layout, o => o with { Constants = pattern })
            : throw context.Refuse($"moves values to the shape {Shapes.Describe(shape)} in a way that is not supported");
    }

    /// <summary>
    /// The same bytes as the operator's output, with the output's shape in <paramref name="layout"/>: free, unless the output declares
    /// another quantisation.
    /// </summary>
    public static Value Alias(this OperatorContext context, Value value, Layout layout)
    {
        (float scale, int zeroPoint) = Quantized.Activation(context.Output, context.Refuse);
        Tensor tensor = context.Graph[value.Tensor];
        return tensor.Scale == scale && tensor.ZeroPoint == zeroPoint
            ? new Value(value.Tensor, context.Output.Shape, layout)
            : context.Emit(OperatorKind.Reshape, [value.Tensor], context.ExtentsOf(value), layout);
    }

    /// <summary>Adds an operator that moves the value's bytes: the same TFLite tensor in another layout.</summary>
    public static Value Rearrange(
        this OperatorContext context, OperatorKind kind, Value value, Extents extents, Layout layout, int parameter = 0)
    {
        Tensor tensor = context.Graph[value.Tensor];
        return context.Emit(
            kind, [value.Tensor], (tensor.Scale, tensor.ZeroPoint), extents, value.Shape, layout, o => o with { Parameter = parameter });
    }
}
