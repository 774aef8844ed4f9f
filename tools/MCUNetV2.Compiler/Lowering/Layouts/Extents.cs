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

    /// <summary>Axes longer than 1, outermost first: the ones that decide the order of bytes.</summary>
    public ImmutableArray<Axis> Atoms()
    {
        var extents = this;
        return [.. Enum.GetValues<Axis>().Where(axis => extents[axis] > 1)];
    }
}
