// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Pad, Concat, Split, Slice, Gather, DepthToSpace, SpaceToDepth: values moved or joined, none computed.</summary>
internal static class MovementOperators
{
    // What an operator of the device can join.
    private const int MostParts = 16;

    public static OnnxActivation Pad(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        OnnxNode node = context.Node;
        if (node.Text("mode", "constant") is var mode and not "constant")
        {
            throw node.Refuse($"pads in mode {TfLite.OneLine.Of(mode)}; constant is possible");
        }

        ImmutableArray<long> given = context.Integers(1, "pads") ?? node.Integers("paddings") ?? throw node.Refuse("has no pads");
        int[] axes = context.Has(3) ? [.. context.Integers(3).Select(axis => context.Axis(axis, value.Rank))] : [.. Enumerable.Range(0, value.Rank)];
        if (given.Length != 2 * axes.Length || given.Any(size => Math.Abs(size) > 8192))
        {
            throw node.Refuse($"has pads [{string.Join(", ", given.Take(16))}] for {axes.Length} dimensions");
        }

        float fill = context.Has(2) ? context.Reals(2) is [var only] ? only : throw node.Refuse("pads with several numbers") : node.Real("value", 0);
        int[] before = new int[value.Rank];
        int[] after = new int[value.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            (before[axes[i]], after[axes[i]]) = ((int)given[i], (int)given[i + axes.Length]);
        }

        // Negative padding cuts off.
        if (before.Concat(after).Any(size => size < 0))
        {
            value = Part(context, value, [.. before.Select(size => Math.Max(0, -size))], [.. after.Select(size => Math.Max(0, -size))]);
            (before, after) = ([.. before.Select(size => Math.Max(0, size))], [.. after.Select(size => Math.Max(0, size))]);
        }

        ImmutableArray<int> shape = [.. value.Shape.Select((size, d) => size + before[d] + after[d])];
        return shape.SequenceEqual(value.Shape)
            ? value
            : context.Emit(shape, value.Permutation, number => new FloatPad(
                [value.Tensor], number, OnnxActivation.Arrange<int>([.. before], value.Permutation), OnnxActivation.Arrange<int>([.. after], value.Permutation),
                fill < -1e30f ? float.NegativeInfinity : fill));
    }

    public static OnnxActivation Concatenation(OnnxContext context)
    {
        OnnxNode node = context.Node;
        int[] inputs = [.. Enumerable.Range(0, node.Inputs.Length).Where(context.Has)];
        int like = Array.FindIndex(inputs, input => !context.IsConstant(input));
        if (like < 0)
        {
            throw node.Refuse("joins constants only");
        }

        OnnxActivation first = context.Activation(inputs[like]);
        int axis = context.Axis(node.Integer("axis", 1), first.Rank);
        List<int> tensors = [];
        int size = 0;
        foreach (int input in inputs)
        {
            ImmutableArray<int> shape = context.IsConstant(input) ? context.Constant(input).Shape : context.Activation(input).Shape;
            if (!shape.SequenceEqual(shape.Length > axis ? first.Shape.SetItem(axis, shape[axis]) : first.Shape))
            {
                throw node.Refuse($"joins {string.Join('x', shape)} and {string.Join('x', first.Shape)} along dimension {axis}");
            }

            size = checked(size + shape[axis]);
            tensors.Add(context.IsConstant(input)
                ? context.AddConstant($"part{input}", OnnxActivation.Arrange(shape, first.Permutation), OnnxConstants.Arrange(context.Reals(input), shape, first.Permutation))
                : context.Arrange(context.Activation(input), first.Permutation).Tensor);
        }

        return Join(context, [.. tensors], first.Shape.SetItem(axis, size), first.Permutation, axis);
    }

    public static void Split(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        OnnxNode node = context.Node;
        int axis = context.Axis(node.Integer("axis", 0), value.Rank);
        int parts = node.Outputs.Length;
        int each = (value.Shape[axis] + parts - 1) / parts;
        ImmutableArray<long> sizes = context.Integers(1, "split") ??
            [.. Enumerable.Range(0, parts).Select(part => (long)Math.Min(each, value.Shape[axis] - (part * each)))];
        if (sizes.Length != parts || sizes.Any(size => size < 1 || size > value.Shape[axis]) || sizes.Sum() != value.Shape[axis])
        {
            throw node.Refuse($"splits {value.Shape[axis]} into [{string.Join(", ", sizes.Take(8))}] for {parts} outputs");
        }

        int start = 0;
        for (int output = 0; output < parts; output++)
        {
            int begin = start;
            start += (int)sizes[output];
            if (node.Outputs[output].Length > 0)
            {
                context.Complete(Part(context, value, axis, begin, (int)sizes[output]), output);
            }
        }
    }

    public static OnnxActivation Slice(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        OnnxNode node = context.Node;
        ImmutableArray<long> starts = context.Integers(1, "starts") ?? throw node.Refuse("has no starts");
        ImmutableArray<long> ends = context.Integers(2, "ends") ?? throw node.Refuse("has no ends");
        ImmutableArray<long> axes = context.Integers(3, "axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        ImmutableArray<long> steps = context.Has(4) ? context.Integers(4) : [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Any(step => step is < 1 or > 8192))
        {
            throw node.Refuse($"has {starts.Length} starts, {ends.Length} ends, {axes.Length} axes and the steps [{string.Join(", ", steps.Take(8))}]; steps are positive");
        }

        int[] begin = new int[value.Rank];
        int[] stride = [.. Enumerable.Repeat(1, value.Rank)];
        int[] shape = [.. value.Shape];
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = context.Axis(axes[i], value.Rank);
            int size = value.Shape[axis];
            long Place(long index) => Math.Clamp(index < 0 ? index + size : index, 0, size);
            begin[axis] = (int)Place(starts[i]);
            stride[axis] = (int)steps[i];
            shape[axis] = (int)((Place(ends[i]) - begin[axis] + steps[i] - 1) / steps[i]);
        }

        return Emit(context, value, [.. begin], [.. stride], [.. shape]);
    }

    /// <summary>Constant indices along a dimension: parts of the value, joined if they are several.</summary>
    public static OnnxActivation Gather(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        OnnxNode node = context.Node;
        int axis = context.Axis(node.Integer("axis", 0), value.Rank);
        int size = value.Shape[axis];
        ImmutableArray<int> rows = context.Constant(1).Shape;
        long[] indices = [.. context.Integers(1).Select(index => index < 0 ? index + size : index)];
        if (indices.Length == 0 || indices.Any(index => index < 0 || index >= size))
        {
            throw node.Refuse($"takes places outside the {size} of dimension {axis}");
        }

        List<OnnxActivation> parts = [];
        for (int i = 0; i < indices.Length;)
        {
            int first = i++;
            while (i < indices.Length && indices[i] == indices[i - 1] + 1)
            {
                i++;
            }

            parts.Add(Part(context, value, axis, (int)indices[first], i - first, indices.Length > i - first ? $"/part{parts.Count}" : ""));
            if (parts.Count > MostParts)
            {
                throw node.Refuse($"takes places that lie in more than {MostParts} pieces");
            }
        }

        OnnxActivation joined = parts.Count == 1
            ? parts[0]
            : Join(context, [.. parts.Select(part => part.Tensor)], value.Shape.SetItem(axis, indices.Length), value.Permutation, axis);
        return context.Reshape(joined, [.. value.Shape.Take(axis), .. rows, .. value.Shape.Skip(axis + 1)]);
    }

    public static OnnxActivation DepthToSpace(OnnxContext context)
    {
        OnnxActivation value = context.Image(0);
        int block = Block(context);
        int channels = value.Shape[1] / (block * block);
        if (value.Shape[1] % (block * block) != 0)
        {
            throw context.Node.Refuse($"makes squares of {block} x {block} of {value.Shape[1]} channels");
        }

        ImmutableArray<int> shape = [1, channels, value.Shape[2] * block, value.Shape[3] * block];
        if (context.Node.Text("mode", "DCR") == "DCR")
        {
            return context.Emit(shape, value.Permutation, number => new FloatBlocks([value.Tensor], number, block, ToSpace: true));
        }

        // Channels of one square side by side instead of the squares' channels: a transposition.
        OnnxActivation split = context.Reshape(value, [1, channels, block, block, value.Shape[2], value.Shape[3]]);
        ImmutableArray<int> order = [0, 1, 4, 2, 5, 3];
        OnnxActivation turned = new(split.Tensor, [.. order.Select(d => split.Shape[d])], [.. order.Select(d => split.Permutation[d])]);
        return context.Reshape(turned, shape);
    }

    public static OnnxActivation SpaceToDepth(OnnxContext context)
    {
        OnnxActivation value = context.Image(0);
        int block = Block(context);
        return value.Shape[2] % block == 0 && value.Shape[3] % block == 0
            ? context.Emit(
                [1, value.Shape[1] * block * block, value.Shape[2] / block, value.Shape[3] / block], value.Permutation,
                number => new FloatBlocks([value.Tensor], number, block, ToSpace: false))
            : throw context.Node.Refuse($"makes channels of squares of {block} x {block} in {value.Shape[2]} x {value.Shape[3]} pixels");
    }

    private static int Block(OnnxContext context) =>
        context.Node.Integer("blocksize", 0) is >= 1 and <= 255 and var block ? (int)block : throw context.Node.Refuse("has no block size");

    private static OnnxActivation Join(OnnxContext context, ImmutableArray<int> tensors, ImmutableArray<int> shape, ImmutableArray<int> permutation, int axis) =>
        tensors.Length == 1
            ? new OnnxActivation(tensors[0], shape, permutation)
            : context.Emit(shape, permutation, number => new FloatConcatenation(tensors, number, permutation[axis]));

    private static OnnxActivation Part(OnnxContext context, OnnxActivation value, int axis, int begin, int size, string suffix = "")
    {
        int[] first = new int[value.Rank];
        first[axis] = begin;
        return Emit(context, value, [.. first], [.. Enumerable.Repeat(1, value.Rank)], value.Shape.SetItem(axis, size), suffix);
    }

    private static OnnxActivation Part(OnnxContext context, OnnxActivation value, ImmutableArray<int> before, ImmutableArray<int> after) =>
        Emit(context, value, before, [.. Enumerable.Repeat(1, value.Rank)], [.. value.Shape.Select((size, d) => size - before[d] - after[d])], "/cut");

    private static OnnxActivation Emit(
        OnnxContext context, OnnxActivation value, ImmutableArray<int> begin, ImmutableArray<int> strides, ImmutableArray<int> shape, string suffix = "")
    {
        return shape.SequenceEqual(value.Shape)
            ? value
            : context.Emit(shape, value.Permutation, number => new FloatSlice(
                [value.Tensor], number, OnnxActivation.Arrange(begin, value.Permutation), OnnxActivation.Arrange(strides, value.Permutation)), suffix);
    }
}
