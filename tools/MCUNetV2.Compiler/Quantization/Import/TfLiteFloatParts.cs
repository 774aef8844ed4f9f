// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Import;

/// <summary>Operators of a float .tflite that take tensors apart and put them together.</summary>
internal static class TfLiteFloatParts
{
    public static void Import(TfLiteFloatContext context)
    {
        switch (context.Operator.Code)
        {
            case BuiltinOperator.SPLIT:
                Split(context, 1, Axis(context, 0, 1), null);
                break;
            case BuiltinOperator.SPLIT_V:
                Split(context, 0, Axis(context, 2, 0), context.Integers(1));
                break;
            case BuiltinOperator.UNPACK:
                Unpack(context);
                break;
            case BuiltinOperator.SLICE:
                Slice(context);
                break;
            case BuiltinOperator.STRIDED_SLICE:
                StridedSlice(context);
                break;
            case BuiltinOperator.PACK:
                Pack(context);
                break;
            case BuiltinOperator.GATHER:
                Gather(context);
                break;
            default:
                Concatenate(context);
                break;
        }
    }

    private static ImmutableArray<int> ShapeOf(TfLiteFloatContext context, int tensor) => context.Builder.Tensors[tensor].Shape;

    private static int Axis(TfLiteFloatContext context, int constant, int input) =>
        context.Integers(constant) is [var axis] ? context.Axis(axis, ShapeOf(context, context.Tensor(input)).Length) : throw context.Refuse("has no single axis");

    private static void Split(TfLiteFloatContext context, int input, int axis, ImmutableArray<int>? given)
    {
        int source = context.Tensor(input);
        int size = ShapeOf(context, source)[axis];
        int parts = context.Operator.Outputs.Length;
        ImmutableArray<int> sizes = given ?? [.. Enumerable.Repeat(size / Math.Max(1, parts), parts)];
        // One part may take the rest.
        sizes = sizes.Count(each => each == -1) == 1 ? [.. sizes.Select(each => each == -1 ? size - sizes.Sum() - 1 : each)] : sizes;
        if (sizes.Length != parts || sizes.Any(each => each < 1) || sizes.Sum(each => (long)each) != size)
        {
            throw context.Refuse($"splits {size} into [{string.Join(", ", sizes.Take(8))}] for {parts} outputs");
        }

        int begin = 0;
        for (int output = 0; output < parts; output++)
        {
            context.Complete(Part(context, source, axis, begin, sizes[output], context.OutputName(output)), output);
            begin += sizes[output];
        }
    }

    private static void Unpack(TfLiteFloatContext context)
    {
        int source = context.Tensor(0);
        ImmutableArray<int> shape = ShapeOf(context, source);
        int axis = context.Axis(context.Options<UnpackOptions>().Axis, shape.Length);
        if (context.Operator.Outputs.Length != shape[axis])
        {
            throw context.Refuse($"makes {context.Operator.Outputs.Length} of {shape[axis]}");
        }

        for (int output = 0; output < shape[axis]; output++)
        {
            int part = Part(context, source, axis, output, 1, context.OutputName(output) + "/part");
            context.Complete(Reshape(context, part, shape.RemoveAt(axis), context.OutputName(output)), output);
        }
    }

    private static void Slice(TfLiteFloatContext context)
    {
        int source = context.Tensor(0);
        ImmutableArray<int> shape = ShapeOf(context, source);
        ImmutableArray<int> begin = context.Integers(1);
        ImmutableArray<int> sizes = context.Integers(2);
        if (begin.Length != shape.Length || sizes.Length != shape.Length)
        {
            throw context.Refuse($"has {begin.Length} starts and {sizes.Length} sizes for {shape.Length} dimensions");
        }

        ImmutableArray<int> whole = [.. sizes.Select((size, d) => size == -1 ? shape[d] - begin[d] : size)];
        context.Complete(Cut(context, source, begin, [.. shape.Select(_ => 1)], whole, context.OutputName()));
    }

    private static void StridedSlice(TfLiteFloatContext context)
    {
        int source = context.Tensor(0);
        ImmutableArray<int> shape = ShapeOf(context, source);
        StridedSliceOptions options = context.Options(new StridedSliceOptions());
        (ImmutableArray<int> begin, ImmutableArray<int> end, ImmutableArray<int> strides) = (context.Integers(1), context.Integers(2), context.Integers(3));
        if (options.EllipsisMask != 0 || options.NewAxisMask != 0 || options.Offset || begin.Length != shape.Length || end.Length != shape.Length ||
            strides.Length != shape.Length || strides.Any(stride => stride is < 1 or > 8192))
        {
            throw context.Refuse("has other numbers than its dimensions, an ellipsis, a new axis or a negative stride");
        }

        int[] first = new int[shape.Length];
        int[] sizes = new int[shape.Length];
        for (int d = 0; d < shape.Length; d++)
        {
            int Place(int index) => Math.Clamp(index < 0 ? index + shape[d] : index, 0, shape[d]);
            bool shrink = (options.ShrinkMask >> d & 1) != 0;
            first[d] = (options.BeginMask >> d & 1) != 0 && !shrink ? 0 : Place(begin[d]);
            int last = shrink ? first[d] + 1 : (options.EndMask >> d & 1) != 0 ? shape[d] : Place(end[d]);
            sizes[d] = (last - first[d] + strides[d] - 1) / strides[d];
        }

        int cut = Cut(context, source, [.. first], strides, [.. sizes], context.OutputName());
        ImmutableArray<int> kept = [.. sizes.Where((_, d) => (options.ShrinkMask >> d & 1) == 0)];
        context.Complete(kept.Length == shape.Length ? cut : Reshape(context, cut, kept, context.OutputName()));
    }

    private static void Pack(TfLiteFloatContext context)
    {
        int rank = ShapeOf(context, context.Tensor(0)).Length + 1;
        int axis = context.Axis(context.Options<PackOptions>().Axis, rank);
        ImmutableArray<int> parts =
        [
            .. Enumerable.Range(0, context.Operator.Inputs.Length)
                .Select(input => Reshape(context, context.Tensor(input), ShapeOf(context, context.Tensor(input)).Insert(axis, 1), $"{context.OutputName()}/part{input}")),
        ];
        context.Complete(Join(context, parts, axis));
    }

    private static void Gather(TfLiteFloatContext context)
    {
        int source = context.Tensor(0);
        ImmutableArray<int> shape = ShapeOf(context, source);
        GatherOptions options = context.Options(new GatherOptions(0));
        int axis = context.Axis(options.Axis, shape.Length);
        ImmutableArray<int> indices = context.Integers(1);
        bool consecutive = indices.Zip(indices.Skip(1), (a, b) => b == a + 1).All(next => next);
        if (options.BatchDimensions != 0 || indices.IsEmpty || !consecutive)
        {
            throw context.Refuse("takes places that are not consecutive");
        }

        int part = Part(context, source, axis, indices[0], indices.Length, context.OutputName());
        context.Complete(Reshape(
            context, part, [.. shape.Take(axis), .. context.File(1).Shape, .. shape.Skip(axis + 1)], context.OutputName()));
    }

    private static void Concatenate(TfLiteFloatContext context)
    {
        ConcatenationOptions options = context.Options<ConcatenationOptions>();
        ImmutableArray<int> parts = [.. Enumerable.Range(0, context.Operator.Inputs.Length).Select(context.Tensor)];
        if (parts.IsEmpty)
        {
            throw context.Refuse("has no inputs");
        }

        context.Complete(Join(context, parts, context.Axis(options.Axis, ShapeOf(context, parts[0]).Length)), options.Activation);
    }

    private static int Join(TfLiteFloatContext context, ImmutableArray<int> parts, int axis)
    {
        ImmutableArray<int> first = ShapeOf(context, parts[0]);
        if (parts.Any(part => ShapeOf(context, part).Length != first.Length || !ShapeOf(context, part).SetItem(axis, 1).SequenceEqual(first.SetItem(axis, 1))))
        {
            throw context.Refuse("joins tensors whose other dimensions differ");
        }

        ImmutableArray<int> shape = first.SetItem(axis, parts.Sum(part => ShapeOf(context, part)[axis]));
        return context.Builder.Add(new FloatTensor(context.OutputName(), shape), number => new FloatConcatenation(parts, number, axis));
    }

    private static int Part(TfLiteFloatContext context, int source, int axis, int begin, int size, string name)
    {
        ImmutableArray<int> shape = ShapeOf(context, source);
        return Cut(
            context, source, [.. shape.Select((_, d) => d == axis ? begin : 0)], [.. shape.Select(_ => 1)], shape.SetItem(axis, size), name);
    }

    private static int Cut(
        TfLiteFloatContext context, int source, ImmutableArray<int> begin, ImmutableArray<int> strides, ImmutableArray<int> sizes, string name)
    {
        ImmutableArray<int> shape = ShapeOf(context, source);
        for (int d = 0; d < shape.Length; d++)
        {
            if (begin[d] < 0 || sizes[d] < 1 || begin[d] + ((sizes[d] - 1L) * strides[d]) >= shape[d])
            {
                throw context.Refuse($"takes {sizes[d]} from {begin[d]} of the {shape[d]} of dimension {d}");
            }
        }

        return context.Builder.Add(new FloatTensor(name, sizes), number => new FloatSlice([source], number, begin, strides));
    }

    private static int Reshape(TfLiteFloatContext context, int source, ImmutableArray<int> shape, string name) =>
        context.Builder.Add(new FloatTensor(name, shape), number => new FloatReshape([source], number));
}
