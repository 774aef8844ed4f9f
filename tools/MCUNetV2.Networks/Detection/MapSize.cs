// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Detection;

/// <summary>Height and width of a picture or a feature map.</summary>
public readonly record struct MapSize(int Height, int Width)
{
    /// <summary>Of a square.</summary>
    public static MapSize Square(int side) => new(side, side);

    /// <summary>What a convolution with SAME padding makes of it.</summary>
    public MapSize Strided(int stride) => new((Height + stride - 1) / stride, (Width + stride - 1) / stride);
}
