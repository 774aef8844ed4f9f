// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Where the elements of a tensor lie, for operators that walk through tensors of different shapes.</summary>
internal static class Indexing
{
    /// <summary>Elements from one index of each dimension to the next.</summary>
    public static int[] Strides(ImmutableArray<int> shape)
    {
        int[] strides = new int[shape.Length];
        int next = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = next;
            next *= shape[d];
        }

        return strides;
    }

    /// <summary>The strides of a tensor that repeats along its dimensions of size 1, and along missing outer ones, to fill a shape.</summary>
    public static int[] Broadcast(ImmutableArray<int> shape, ImmutableArray<int> over)
    {
        int[] own = Strides(shape);
        int missing = over.Length - shape.Length;
        return [.. over.Select((_, d) => d < missing || shape[d - missing] == 1 ? 0 : own[d - missing])];
    }

    /// <summary>For each element of a shape, in memory order, the sum of its indices times the strides.</summary>
    public static int[] Offsets(ImmutableArray<int> shape, ReadOnlySpan<int> strides, int start = 0)
    {
        int[] offsets = new int[shape.Aggregate(1, (product, size) => product * size)];
        int[] index = new int[shape.Length];
        int offset = start;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = offset;
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                offset += strides[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                offset -= strides[d] * shape[d];
                index[d] = 0;
            }
        }

        return offsets;
    }
}
