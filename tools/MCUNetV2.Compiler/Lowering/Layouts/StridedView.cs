// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Lowering.Layouts;

/// <summary>Elements one after another, <paramref name="Stride"/> apart; 0 repeats one.</summary>
internal readonly record struct Loop(int Size, int Stride);

/// <summary>
/// Elements of a tensor in another order, some left out or repeated: each dimension is made of nested loops over the tensor's bytes, outermost
/// first, none for a size of 1. What TFLite's moving operators do to one leads to another, so that a chain of them moves values once.
/// </summary>
/// <param name="Offset">Of the first element.</param>
internal sealed record StridedView(int Offset, ImmutableArray<ImmutableArray<Loop>> Dimensions)
{
    public ImmutableArray<int> Shape => [.. Dimensions.Select(SizeOf)];

    /// <summary>Each element once and in order: the whole of a tensor as large.</summary>
    public bool IsDense => Offset == 0 && Merge([.. Dimensions.SelectMany(d => d)]) is [] or [{ Stride: 1 }];

    /// <summary>All elements in order.</summary>
    public static StridedView Dense(ImmutableArray<int> shape)
    {
        int stride = 1;
        ImmutableArray<Loop>[] dimensions = new ImmutableArray<Loop>[shape.Length];
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            dimensions[d] = LoopsOf(shape[d], stride);
            stride *= shape[d];
        }

        return new StridedView(0, [.. dimensions]);
    }

    /// <summary>The dimensions of a layout that follows the axes.</summary>
    public static StridedView Of(Layout layout, Extents extents)
    {
        int[] strides = [extents.Width * extents.Channels, extents.Channels, 1];
        return new StridedView(0, [.. layout.Dimensions.Select(d => Merge([.. d.Select(axis => new Loop(extents[axis], strides[(int)axis]))]))]);
    }

    /// <summary>Dimension d of the result is dimension <c>permutation[d]</c> of this.</summary>
    public StridedView Transpose(IEnumerable<int> permutation) => this with { Dimensions = [.. permutation.Select(d => Dimensions[d])] };

    /// <summary>The same elements in the same order under another shape of as many; null where a loop would have to be cut at no whole number.</summary>
    public StridedView? Reshape(ImmutableArray<int> shape)
    {
        Stack<Loop> rest = new(Merge([.. Dimensions.SelectMany(d => d)]).Reverse());
        ImmutableArray<ImmutableArray<Loop>>.Builder dimensions = ImmutableArray.CreateBuilder<ImmutableArray<Loop>>(shape.Length);
        foreach (int size in shape)
        {
            ImmutableArray<Loop>.Builder loops = ImmutableArray.CreateBuilder<Loop>();
            for (int missing = size; missing > 1;)
            {
                if (!rest.TryPop(out Loop loop) || (missing % loop.Size != 0 && loop.Size % missing != 0))
                {
                    return null;
                }

                int taken = Math.Min(missing, loop.Size);
                if (taken < loop.Size)
                {
                    rest.Push(loop with { Size = loop.Size / taken });
                }

                loops.Add(new Loop(taken, loop.Stride * (loop.Size / taken)));
                missing /= taken;
            }

            dimensions.Add(Merge(loops.ToImmutable()));
        }

        return this with { Dimensions = dimensions.MoveToImmutable() };
    }

    /// <summary>
    /// <paramref name="count"/> indices of a dimension, <paramref name="step"/> apart (backwards where negative); null where the dimension is
    /// made of loops that such a slice does not follow.
    /// </summary>
    public StridedView? Slice(int dimension, int begin, int count, int step = 1)
    {
        switch (Dimensions[dimension])
        {
            case []:
                return this; // of size 1
            case [var loop]:
                return this with
                {
                    Offset = Offset + (begin * loop.Stride),
                    Dimensions = Dimensions.SetItem(dimension, LoopsOf(count, step * loop.Stride)),
                };
            case [var outer, .. var inner]:
                int size = SizeOf(inner);
                if (step == 1 && begin % size == 0 && count % size == 0)
                {
                    StridedView whole = new StridedView(Offset, [[outer], inner]).Slice(0, begin / size, count / size)!;
                    return this with { Offset = whole.Offset, Dimensions = Dimensions.SetItem(dimension, [.. whole.Dimensions[0], .. inner]) };
                }

                int last = begin + ((count - 1) * step);
                return begin / size == last / size
                    ? (this with { Offset = Offset + (begin / size * outer.Stride), Dimensions = Dimensions.SetItem(dimension, inner) })
                        .Slice(dimension, begin % size, count, step)
                    : null;
        }
    }

    /// <summary>A dimension as often after itself.</summary>
    public StridedView Repeat(int dimension, int times) =>
        this with { Dimensions = Dimensions.SetItem(dimension, [.. LoopsOf(times, 0), .. Dimensions[dimension]]) };

    /// <summary>With a dimension of size 1 before dimension <paramref name="dimension"/>.</summary>
    public StridedView Insert(int dimension) => this with { Dimensions = Dimensions.Insert(dimension, []) };

    /// <summary>Without a dimension of size 1.</summary>
    public StridedView Drop(int dimension) => this with { Dimensions = Dimensions.RemoveAt(dimension) };

    /// <summary>Where each element lies, in order.</summary>
    public int[] Indices()
    {
        int[] indices = [Offset];
        foreach (Loop loop in Dimensions.SelectMany(d => d))
        {
            indices = [.. indices.SelectMany(i => Enumerable.Range(0, loop.Size).Select(k => i + (k * loop.Stride)))];
        }

        return indices;
    }

    /// <summary>Whether each of a tensor's elements is there once.</summary>
    public bool IsPermutation(int count)
    {
        // Sorted by stride, each loop must go on where those within it end.
        int next = 1;
        foreach (Loop loop in Dimensions.SelectMany(d => d).OrderBy(l => l.Stride))
        {
            if (loop.Stride != next)
            {
                return false;
            }

            next *= loop.Size;
        }

        return Offset == 0 && next == count;
    }

    private static int SizeOf(ImmutableArray<Loop> loops) => loops.Aggregate(1, (product, loop) => product * loop.Size);

    private static ImmutableArray<Loop> LoopsOf(int size, int stride) => size > 1 ? [new Loop(size, stride)] : [];

    /// <summary>Loops that continue each other as one.</summary>
    private static ImmutableArray<Loop> Merge(ImmutableArray<Loop> loops)
    {
        List<Loop> merged = new();
        foreach (Loop loop in loops)
        {
            if (merged is [.., var outer] && outer.Stride == loop.Stride * loop.Size)
            {
                merged[^1] = new Loop(outer.Size * loop.Size, loop.Stride);
            }
            else
            {
                merged.Add(loop);
            }
        }

        return [.. merged];
    }
}
