// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>A constant around the input, before and after each dimension.</summary>
/// <param name="Before">Elements before, one number a dimension.</param>
/// <param name="After">Elements after, likewise.</param>
/// <param name="Fill">The constant; negative infinity stands for what no maximum chooses.</param>
public sealed record FloatPad(ImmutableArray<int> Inputs, int Output, ImmutableArray<int> Before, ImmutableArray<int> After, float Fill = 0)
    : FloatOperator(Inputs, Output)
{
    public override string Kind => Fill == 0 ? "PAD" : "PADV2";

    public int Top => Before[^3];

    public int Bottom => After[^3];

    public int Left => Before[^2];

    public int Right => After[^2];
}

/// <summary>The same elements in memory under another shape.</summary>
public sealed record FloatReshape(ImmutableArray<int> Inputs, int Output) : FloatOperator(Inputs, Output)
{
    public override string Kind => "RESHAPE";
}

/// <summary>Dimensions in another order: dimension d of the output is dimension Permutation[d] of the input.</summary>
public sealed record FloatTranspose(ImmutableArray<int> Inputs, int Output, ImmutableArray<int> Permutation) : FloatOperator(Inputs, Output)
{
    public override string Kind => "TRANSPOSE";
}

/// <summary>Tensors side by side.</summary>
/// <param name="Axis">The dimension along which they lie.</param>
public sealed record FloatConcatenation(ImmutableArray<int> Inputs, int Output, int Axis) : FloatOperator(Inputs, Output)
{
    public override string Kind => "CONCATENATION";
}

/// <summary>Part of a tensor, of the output's shape.</summary>
/// <param name="Begin">The first element along each dimension.</param>
/// <param name="Strides">The step along each dimension, positive.</param>
public sealed record FloatSlice(ImmutableArray<int> Inputs, int Output, ImmutableArray<int> Begin, ImmutableArray<int> Strides)
    : FloatOperator(Inputs, Output)
{
    public override string Kind => Strides.All(step => step == 1) ? "SLICE" : "STRIDED_SLICE";
}

/// <summary>An image in another size.</summary>
/// <param name="Bilinear">Between four pixels, or the nearest one.</param>
/// <param name="AlignCorners">Whether the outermost pixels' centres keep their place.</param>
/// <param name="HalfPixelCenters">Whether pixels lie at their centres.</param>
public sealed record FloatResize(ImmutableArray<int> Inputs, int Output, bool Bilinear, bool AlignCorners, bool HalfPixelCenters)
    : FloatOperator(Inputs, Output)
{
    public override string Kind => Bilinear ? "RESIZE_BILINEAR" : "RESIZE_NEAREST_NEIGHBOR";
}

/// <summary>Channels become squares of pixels, or the reverse; the channels of one pixel stay together.</summary>
/// <param name="Block">Side of the squares.</param>
/// <param name="ToSpace">Channels to pixels, or pixels to channels.</param>
public sealed record FloatBlocks(ImmutableArray<int> Inputs, int Output, int Block, bool ToSpace) : FloatOperator(Inputs, Output)
{
    public override string Kind => ToSpace ? "DEPTH_TO_SPACE" : "SPACE_TO_DEPTH";
}
