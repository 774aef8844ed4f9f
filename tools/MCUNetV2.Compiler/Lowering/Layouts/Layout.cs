// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Lowering.Layouts;

/// <summary>
/// Where the dimensions of a TFLite tensor lie on the device: for each dimension the axes, longer than 1, that it runs along, outermost
/// first. A dimension of size 1 has none; one that merges axes (after a RESHAPE) has several. Transposing and most reshaping changes
/// only this, not the bytes, so that a body declared NCHW runs NHWC.
/// </summary>
internal sealed record Layout(ImmutableArray<ImmutableArray<Axis>> Dimensions)
{
    /// <summary>How the dimensions lie where they do not follow whole axes; <see cref="Dimensions"/> is empty then.</summary>
    public StridedView? View { get; init; }

    /// <summary>Axes in the order in which the TFLite tensor's bytes run along them.</summary>
    public ImmutableArray<Axis> Order => [.. Dimensions.SelectMany(d => d)];

    /// <summary>The device's bytes are the TFLite tensor's bytes.</summary>
    public bool IsNatural => Order.Zip(Order.Skip(1), (a, b) => a < b).All(ordered => ordered);

    /// <summary>The layout of 1 x height x width x channels.</summary>
    public static Layout Image(Extents extents) => new([[], .. Enum.GetValues<Axis>().Select(axis => Along(axis, extents[axis]))]);

    /// <summary>The default: the last three dimensions are rows, columns and channels, or the only three longer than 1.</summary>
    /// <returns>False when more than three dimensions are longer than 1.</returns>
    public static bool TryCanonical(ImmutableArray<int> shape, out Layout layout, out Extents extents)
    {
        // Dimension number of each axis, -1 for none.
        int[] source = [.. Enumerable.Range(shape.Length - 3, 3).Select(d => Math.Max(d, -1))];
        if (shape.Take(shape.Length - 3).Any(size => size > 1))
        {
            int[] longer = Enumerable.Range(0, shape.Length).Where(d => shape[d] > 1).ToArray();
            source = [.. Enumerable.Repeat(-1, Math.Max(0, 3 - longer.Length)), .. longer];
        }

        extents = source.Length == 3 ? Extents.From([.. source.Select(d => d < 0 ? 1 : shape[d])]) : default;
        layout = new Layout([.. shape.Select((size, d) => Along((Axis)Array.IndexOf(source, d), size))]);
        return source.Length == 3;
    }

    /// <summary>The layout of a view of a tensor.</summary>
    public static Layout Of(StridedView view, Extents extents)
    {
        int[] strides = [extents.Width * extents.Channels, extents.Channels, 1];
        Axis? AxisOf(Loop loop) => Enum.GetValues<Axis>().Cast<Axis?>().FirstOrDefault(a => loop == new Loop(extents[a!.Value], strides[(int)a.Value]));

        Axis?[][] dimensions = [.. view.Dimensions.Select(d => d.Select(AxisOf).ToArray())];
        Axis?[] axes = dimensions.SelectMany(d => d).ToArray();
        return view.Offset == 0 && axes.All(a => a is not null) && axes.Distinct().Count() == axes.Length && axes.Length == extents.Atoms().Length
            ? new Layout([.. dimensions.Select(d => d.Select(a => a!.Value).ToImmutableArray())])
            : new Layout([]) { View = view };
    }

    /// <summary>Dimension d of the result is dimension <c>permutation[d]</c> of this.</summary>
    public Layout Transpose(ImmutableArray<int> permutation)
    {
        ImmutableArray<ImmutableArray<Axis>> dimensions = Dimensions;
        return new Layout([.. permutation.Select(d => dimensions[d])]);
    }

    /// <summary>The same bytes, in TFLite's order, under another shape.</summary>
    /// <returns>Null when a dimension of the new shape would be part of an axis.</returns>
    public Layout? Reshape(ImmutableArray<int> shape, Extents extents)
    {
        Queue<Axis> order = new(Order);
        ImmutableArray<ImmutableArray<Axis>>.Builder dimensions = ImmutableArray.CreateBuilder<ImmutableArray<Axis>>(shape.Length);
        foreach (int size in shape)
        {
            ImmutableArray<Axis>.Builder axes = ImmutableArray.CreateBuilder<Axis>();
            int rest = size;
            while (rest > 1)
            {
                if (!order.TryDequeue(out Axis axis) || rest % extents[axis] != 0)
                {
                    return null;
                }

                axes.Add(axis);
                rest /= extents[axis];
            }

            dimensions.Add(axes.ToImmutable());
        }

        return order.Count == 0 ? new Layout(dimensions.MoveToImmutable()) : null;
    }

    /// <summary>The index in the TFLite tensor's bytes of each byte on the device.</summary>
    public int[] SourceIndices(Extents extents)
    {
        int[] stride = new int[3];
        int next = 1;
        foreach (Axis axis in Order.Reverse())
        {
            stride[(int)axis] = next;
            next *= extents[axis];
        }

        int[] indices = new int[extents.Height * extents.Width * extents.Channels];
        int i = 0;
        for (int y = 0; y < extents.Height; y++)
        {
            for (int x = 0; x < extents.Width; x++)
            {
                for (int c = 0; c < extents.Channels; c++)
                {
                    indices[i++] = (y * stride[0]) + (x * stride[1]) + (c * stride[2]);
                }
            }
        }

        return indices;
    }

    /// <summary>Dimension <paramref name="dimension"/> runs along <paramref name="axis"/> alone, or is 1 and the axis serves no other.</summary>
    public bool Is(int dimension, Axis axis) => Dimensions[dimension] is var axes && axes.Length switch
    {
        0 => !Order.Contains(axis),
        1 => axes[0] == axis,
        _ => false,
    };

    /// <summary>With dimensions of size 1 put in front.</summary>
    public Layout WithRank(int rank) => new([.. Enumerable.Repeat(ImmutableArray<Axis>.Empty, rank - Dimensions.Length), .. Dimensions]);

    /// <summary>The dimension that runs along an axis; -1 if none.</summary>
    public int DimensionOf(Axis axis)
    {
        ImmutableArray<ImmutableArray<Axis>> dimensions = Dimensions;
        return Enumerable.Range(0, dimensions.Length).Where(d => dimensions[d].Contains(axis)).DefaultIfEmpty(-1).First();
    }

    private static ImmutableArray<Axis> Along(Axis axis, int size) => size > 1 ? [axis] : [];
}
