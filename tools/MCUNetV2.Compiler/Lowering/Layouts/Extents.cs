// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Lowering.Layouts;

/// <summary>Sizes of a tensor on the device.</summary>
internal readonly record struct Extents(int Height, int Width, int Channels)
{
    public int this[Axis axis] => axis switch { Axis.Row => Height, Axis.Column => Width, _ => Channels };

    public static Extents Of(Tensor tensor) => new(tensor.Height, tensor.Width, tensor.Channels);

    public static Extents From(ReadOnlySpan<int> sizes) => new(sizes[0], sizes[1], sizes[2]);

    /// <summary>Of a tensor with more dimensions longer than 1 than there are axes: the first as rows, the last as channels, all between as columns.</summary>
    public static Extents Fold(ImmutableArray<int> shape)
    {
        int[] longer = [.. shape.Where(size => size > 1)];
        return new Extents(longer[0], longer[1..^1].Aggregate(1, (product, size) => product * size), longer[^1]);
    }

    /// <summary>Axes longer than 1, outermost first: the ones that decide the order of bytes.</summary>
    public ImmutableArray<Axis> Atoms()
    {
        Extents extents = this;
        return [.. Enum.GetValues<Axis>().Where(axis => extents[axis] > 1)];
    }
}
