// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>TFLite's operators that only move values: each changes a view, and values move when another operator needs them, all at once.</summary>
internal static class Movement
{
    public static SourceOperator Slice { get; } = SourceOperator.OfMovement(SliceOf, 0, BuiltinOperator.SLICE);

    public static SourceOperator StridedSlice { get; } = SourceOperator.OfMovement(Slicing.Strided, 0, BuiltinOperator.STRIDED_SLICE);

    public static SourceOperator Split { get; } = SourceOperator.OfMovement(EqualParts, 1, BuiltinOperator.SPLIT) with { HasManyOutputs = true };

    public static SourceOperator SplitV { get; } = SourceOperator.OfMovement(Parts, 0, BuiltinOperator.SPLIT_V) with { HasManyOutputs = true };

    public static SourceOperator Unpack { get; } = SourceOperator.OfMovement(Slices, 0, BuiltinOperator.UNPACK) with { HasManyOutputs = true };

    public static SourceOperator Tile { get; } = SourceOperator.OfMovement(Tiles, 0, BuiltinOperator.TILE);

    public static SourceOperator BroadcastTo { get; } = SourceOperator.OfMovement(Broadcast, 0, BuiltinOperator.BROADCAST_TO);

    public static SourceOperator DepthToSpace { get; } = SourceOperator.OfMovement(ToSpace, 0, BuiltinOperator.DEPTH_TO_SPACE);

    public static SourceOperator SpaceToDepth { get; } = SourceOperator.OfMovement(ToDepth, 0, BuiltinOperator.SPACE_TO_DEPTH);

    public static Value Import(OperatorContext context, Func<OperatorContext, StridedView, ImmutableArray<StridedView?>> moves, int movedInput)
    {
        Value value = context.AnyInput(movedInput);
        ImmutableArray<StridedView?> views = moves(context, context.ViewOf(value));
        if (views.Contains(null))
        {
            value = context.Dense(value);
            views = moves(context, context.ViewOf(value));
        }

        if (views.Length != context.Operator.Outputs.Length)
        {
            throw context.Refuse($"has {context.Operator.Outputs.Length} outputs; its inputs lead to {views.Length}");
        }

        for (int i = views.Length - 1; i > 0; i--)
        {
            OperatorContext output = context.ForOutput(i);
            output.Complete(Moved(output, value, views[i]));
        }

        return Moved(context, value, views[0]);
    }

    /// <summary>The output: still where the input lies, unless it declares another quantisation.</summary>
    private static Value Moved(OperatorContext context, Value input, StridedView? view)
    {
        view = view ?? throw context.Refuse("moves values in a way that is not supported");
        Shapes.Expect(context.Output, view.Shape, context.Refuse);
        (float Scale, int ZeroPoint) quantization = Quantized.Activation(context.Output, context.Refuse);
        Tensor tensor = context.Graph[input.Tensor];
        return quantization == (tensor.Scale, tensor.ZeroPoint)
            ? new Value(input.Tensor, view.Shape, Layout.Of(view, context.ExtentsOf(input)))
            : context.Copy(input.Tensor, view, view.Shape, quantization);
    }

    private static ImmutableArray<StridedView?> SliceOf(OperatorContext context, StridedView input)
    {
        (ImmutableArray<int> begin, ImmutableArray<int> size, ImmutableArray<int> shape) = (context.Int32s(1), context.Int32s(2), input.Shape);
        if (begin.Length != shape.Length || size.Length != shape.Length)
        {
            throw context.Refuse($"has {begin.Length} begins and {size.Length} sizes for {shape.Length} dimensions");
        }

        StridedView? view = input;
        for (int d = 0; d < shape.Length; d++)
        {
            view = Slicing.Range(context, view, d, begin[d], size[d] == -1 ? shape[d] - begin[d] : size[d]);
        }

        return [view];
    }

    private static ImmutableArray<StridedView?> EqualParts(OperatorContext context, StridedView input)
    {
        int axis = Axis(context, 0, input);
        (int size, int count) = (input.Shape[axis], context.Operator.Outputs.Length);
        return size % count == 0
            ? Cut(context, input, axis, [.. Enumerable.Repeat(size / count, count)])
            : throw context.Refuse($"splits {size} in {count}, which does not come out even");
    }

    private static ImmutableArray<StridedView?> Parts(OperatorContext context, StridedView input)
    {
        int axis = Axis(context, 2, input);
        ImmutableArray<int> sizes = context.Int32s(1);
        long rest = input.Shape[axis] - sizes.Where(s => s != -1).Sum(s => (long)s);
        return Cut(context, input, axis, [.. sizes.Select(s => s == -1 ? (int)Math.Clamp(rest, 0, int.MaxValue) : s)]);
    }

    private static ImmutableArray<StridedView?> Cut(OperatorContext context, StridedView input, int axis, ImmutableArray<int> sizes)
    {
        ImmutableArray<StridedView?>.Builder views = ImmutableArray.CreateBuilder<StridedView?>();
        int begin = 0;
        foreach (int size in sizes)
        {
            views.Add(Slicing.Range(context, input, axis, begin, size));
            begin += size;
        }

        return views.ToImmutable();
    }

    private static ImmutableArray<StridedView?> Slices(OperatorContext context, StridedView input)
    {
        int axis = Shapes.Axis(context.Options<UnpackOptions>().Axis, input.Shape.Length, context.Refuse);
        return [.. Enumerable.Range(0, input.Shape[axis]).Select(i => input.Slice(axis, i, 1)?.Drop(axis))];
    }

    private static ImmutableArray<StridedView?> Tiles(OperatorContext context, StridedView input)
    {
        ImmutableArray<int> times = context.Int32s(1);
        if (times.Length != input.Shape.Length || times.Any(t => t is < 1 or > Limits.TensorBytes))
        {
            throw context.Refuse($"has the multiples [{string.Join(", ", times.Take(8))}] for {input.Shape.Length} dimensions");
        }

        return [Enumerable.Range(0, times.Length).Aggregate(input, (view, d) => view.Repeat(d, times[d]))];
    }

    private static ImmutableArray<StridedView?> Broadcast(OperatorContext context, StridedView input)
    {
        (ImmutableArray<int> from, ImmutableArray<int> to) = (input.Shape, context.Int32s(1));
        int missing = to.Length - from.Length;
        if (missing < 0 || Enumerable.Range(0, from.Length).Any(d => from[d] != to[missing + d] && from[d] != 1) || to.Any(t => t is < 1 or > Limits.TensorBytes))
        {
            throw context.Refuse($"repeats {Shapes.Describe(from)} to {Shapes.Describe(to)}, which do not match");
        }

        StridedView view = Enumerable.Range(0, missing).Aggregate(input, (v, _) => v.Insert(0));
        return [Enumerable.Range(0, to.Length).Aggregate(view, (v, d) => v.Shape[d] == to[d] ? v : v.Repeat(d, to[d]))];
    }

    private static ImmutableArray<StridedView?> ToSpace(OperatorContext context, StridedView input)
    {
        int block = context.Options<DepthToSpaceOptions>().Block;
        return block >= 1 && input.Shape is [var batch, var height, var width, var channels] && channels % ((long)block * block) == 0
            ? [input.Reshape([batch, height, width, block, block, channels / block / block])?.Transpose([0, 1, 3, 2, 4, 5])
                .Reshape([batch, height * block, width * block, channels / block / block])]
            : throw context.Refuse($"has blocks of {block} on {Shapes.Describe(input.Shape)}");
    }

    private static ImmutableArray<StridedView?> ToDepth(OperatorContext context, StridedView input)
    {
        int block = context.Options<SpaceToDepthOptions>().Block;
        return block >= 1 && input.Shape is [var batch, var height, var width, var channels] && height % block == 0 && width % block == 0
            ? [input.Reshape([batch, height / block, block, width / block, block, channels])?.Transpose([0, 1, 3, 2, 4, 5])
                .Reshape([batch, height / block, width / block, checked(channels * block * block)])]
            : throw context.Refuse($"has blocks of {block} on {Shapes.Describe(input.Shape)}");
    }

    private static int Axis(OperatorContext context, int input, StridedView view) =>
        context.Int32s(input) is [var axis] ? Shapes.Axis(axis, view.Shape.Length, context.Refuse) : throw context.Refuse("has no one axis");
}
