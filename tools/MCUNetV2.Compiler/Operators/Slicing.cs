// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Parts of dimensions, as TFLite's slicing operators name them.</summary>
internal static class Slicing
{
    /// <summary>Indices from <paramref name="begin"/> on.</summary>
    /// <returns>Null where the view does not allow it, or is null itself.</returns>
    public static StridedView? Range(OperatorContext context, StridedView? view, int dimension, int begin, int count)
    {
        if (view is null)
        {
            return null;
        }

        int size = view.Shape[dimension];
        return begin >= 0 && count >= 1 && (long)begin + count <= size
            ? view.Slice(dimension, begin, count)
            : throw context.Refuse($"takes {count} from {begin} on of a dimension of {size}");
    }

    /// <summary>STRIDED_SLICE: Python's slices, an ellipsis, new dimensions, and single indices whose dimension goes.</summary>
    public static ImmutableArray<StridedView?> Strided(OperatorContext context, StridedView input)
    {
        StridedSliceOptions options = context.OptionsOr(new StridedSliceOptions());
        (ImmutableArray<int> begin, ImmutableArray<int> end, ImmutableArray<int> step) = (context.Int32s(1), context.Int32s(2), context.Int32s(3));
        if (begin.Length != end.Length || begin.Length != step.Length || step.Contains(0))
        {
            throw context.Refuse($"has {begin.Length} begins, {end.Length} ends and {step.Length} strides, or a stride of 0");
        }

        StridedView? view = input;
        int dimension = 0;
        for (int i = 0; i < begin.Length && view is not null; i++)
        {
            if (Has(options.EllipsisMask, i))
            {
                int others = Enumerable.Range(i + 1, begin.Length - i - 1).Count(k => !Has(options.NewAxisMask, k));
                dimension = Math.Max(dimension, view.Shape.Length - others);
            }
            else if (Has(options.NewAxisMask, i))
            {
                view = view.Insert(dimension++);
            }
            else if (dimension >= view.Shape.Length)
            {
                throw context.Refuse($"has {begin.Length} slices for {input.Shape.Length} dimensions");
            }
            else
            {
                int stop = options.Offset ? begin[i] + end[i] : end[i];
                (int first, int count) = Indices(view.Shape[dimension], Has(options.BeginMask, i) ? null : begin[i], Has(options.EndMask, i) ? null : stop, step[i]);
                if (Has(options.ShrinkMask, i))
                {
                    first = begin[i] < 0 ? begin[i] + view.Shape[dimension] : begin[i];
                    view = Range(context, view, dimension, first, 1)?.Drop(dimension);
                }
                else
                {
                    view = count > 0
                        ? view.Slice(dimension, first, count, step[i])
                        : throw context.Refuse($"takes nothing of dimension {dimension}");
                    dimension++;
                }
            }
        }

        return [view];
    }

    /// <summary>What <c>begin:end:step</c> takes of a dimension; null stands for as far as there is.</summary>
    private static (int First, int Count) Indices(int size, int? begin, int? end, int step)
    {
        (int low, int high) = step > 0 ? (0, size) : (-1, size - 1);
        long At(int? index, int open) => index is { } i ? Math.Clamp(i < 0 ? (long)i + size : i, low, high) : open;

        long first = At(begin, step > 0 ? low : high);
        long stop = At(end, step > 0 ? high : low);
        long distance = step > 0 ? stop - first : first - stop;
        return ((int)first, (int)((distance + Math.Abs((long)step) - 1) / Math.Abs((long)step)));
    }

    private static bool Has(int mask, int bit) => (mask >> bit & 1) != 0;
}
