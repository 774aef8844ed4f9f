// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>A feature map of one image, int8, NHWC with N = 1. Vectors have height and width 1.</summary>
/// <param name="Name">The name in the source model; for people.</param>
/// <param name="Scale">Real value of one quantised step.</param>
/// <param name="ZeroPoint">Quantised value of real 0, -128 to 127.</param>
/// <param name="Constant">The values in NHWC order of a tensor known at compile time; default (no values) of an activation.</param>
public sealed record Tensor(
    string Name, int Height, int Width, int Channels, float Scale, int ZeroPoint, ImmutableArray<sbyte> Constant = default)
{
    public bool IsConstant => !Constant.IsDefault;

    /// <summary>One pixel: a vector, or what a reduction of a whole feature map leaves.</summary>
    public bool IsPixel => Height == 1 && Width == 1;

    /// <summary>Bytes of the whole tensor.</summary>
    public int Bytes => Height * Width * Channels;
}
