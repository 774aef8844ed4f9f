// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>A tensor of a float graph, its last dimension the fastest in memory. Images are 1 x height x width x channels.</summary>
/// <param name="Name">For people.</param>
/// <param name="Shape">Sizes, outermost first.</param>
public sealed record FloatTensor(string Name, ImmutableArray<int> Shape)
{
    /// <summary>An image.</summary>
    public FloatTensor(string name, int height, int width, int channels)
        : this(name, [1, height, width, channels])
    {
    }

    /// <summary>Elements.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>Rows; 1 for a vector.</summary>
    public int Height => FromLast(3);

    /// <summary>Columns; 1 for a vector.</summary>
    public int Width => FromLast(2);

    /// <summary>Size of the last dimension.</summary>
    public int Channels => FromLast(1);

    /// <summary>Number of dimensions.</summary>
    public int Rank => Shape.Length;

    /// <summary>The elements of a constant; empty for an activation.</summary>
    public ImmutableArray<float> Values { get; init; } = [];

    /// <summary>Whether the values are part of the network.</summary>
    public bool IsConstant => !Values.IsEmpty;

    /// <summary>The quantisation that the tensor has in the file, when the network was quantised before; null to choose one.</summary>
    public AffineParameters? Quantization { get; init; }

    /// <summary>The value of the network's file that this tensor is; null when the importer added it.</summary>
    public OriginalValue? Original { get; init; }

    private int FromLast(int dimension) => Shape.Length >= dimension ? Shape[^dimension] : 1;
}

/// <summary>A value of the file that a network was read from.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Permutation">Where its dimensions went: dimension d of the value is dimension Permutation[d] of the tensor.</param>
public sealed record OriginalValue(string Name, ImmutableArray<int> Permutation);
