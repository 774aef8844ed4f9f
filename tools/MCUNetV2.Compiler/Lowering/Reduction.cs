// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>MEAN and its relatives over any dimensions: on the device a window over rows, columns or both; over channels the tensor is turned first.</summary>
/// <param name="Input">Turned.</param>
/// <param name="Window">As large as the input along what is reduced.</param>
/// <param name="Output">Sizes of the result.</param>
/// <param name="Layout">Of the declared result.</param>
internal sealed record Reduction(Value Input, Window Window, Extents Output, Layout Layout)
{
    /// <summary>Values that become one.</summary>
    public int Count => Window.KernelHeight * Window.KernelWidth;

    /// <summary>Reads axes and options, and turns the input.</summary>
    public static Reduction Of(OperatorContext context)
    {
        Value input = context.Input(0);
        int rank = input.Shape.Length;
        bool keep = context.OptionsOr(new ReducerOptions(false)).KeepDimensions;
        HashSet<int> reduced = context.Int32s(1).Select(axis => Shapes.Axis(axis, rank, context.Refuse)).ToHashSet();
        Shapes.Expect(
            context.Output,
            keep ? input.Shape.Select((size, d) => reduced.Contains(d) ? 1 : size) : input.Shape.Where((_, d) => !reduced.Contains(d)),
            context.Refuse);

        input = OffChannels(context, input, reduced);
        HashSet<Axis> axes = reduced.SelectMany(d => input.Layout.Dimensions[d]).ToHashSet();
        Extents size = context.ExtentsOf(input);
        Window window = new(Extent(Axis.Row), Extent(Axis.Column));
        Extents output = size with { Height = size.Height / window.KernelHeight, Width = size.Width / window.KernelWidth };
        Layout layout = new(keep
            ? [.. input.Layout.Dimensions.Select((d, i) => reduced.Contains(i) ? [] : d)]
            : [.. input.Layout.Dimensions.Where((_, i) => !reduced.Contains(i))]);
        return new Reduction(input, window, output, layout);

        int Extent(Axis axis) => axes.Contains(axis) ? size[axis] : 1;
    }

    /// <summary>Adds an operator that computes it.</summary>
    public Value Emit(OperatorContext context, OperatorKind kind, Func<Operator, Operator> with) =>
        context.Emit(kind, [Input.Tensor], Output, Layout, o => with(o with { Window = Window }));

    /// <summary>The input with an axis that stays, or one of size 1, as its channels.</summary>
    private static Value OffChannels(OperatorContext context, Value input, HashSet<int> reduced)
    {
        HashSet<Axis> axes = reduced.SelectMany(d => input.Layout.Dimensions[d]).ToHashSet();
        if (!axes.Contains(Axis.Channel))
        {
            return input;
        }

        if (axes.Count == 3)
        {
            return Flat(context, input);
        }

        Axis[] order = [.. axes, .. Enum.GetValues<Axis>().Except(axes)];
        return context.Permute(input, order);
    }

    /// <summary>All values as one channel of rows and columns; their order does not matter.</summary>
    private static Value Flat(OperatorContext context, Value input)
    {
        Extents size = context.ExtentsOf(input);
        Layout layout = new([.. input.Layout.Dimensions.Select(d => d.IsEmpty ? d : [Axis.Row, Axis.Column])]);
        return context.Rearrange(OperatorKind.Reshape, input, new Extents(size.Height, size.Width * size.Channels, 1), layout);
    }
}
