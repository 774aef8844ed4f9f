// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Training.Detection;

/// <summary>A box in pixels of the network's input.</summary>
internal readonly record struct PixelBox(float Left, float Top, float Right, float Bottom)
{
    public float Area => MathF.Max(0, Right - Left) * MathF.Max(0, Bottom - Top);

    /// <summary>The common area over that of both, 0 to 1.</summary>
    public float Overlap(PixelBox other)
    {
        float common = MathF.Max(0, MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left)) * MathF.Max(0, MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top));
        float all = Area + other.Area - common;
        return all > 0 ? common / all : 0;
    }

    public bool Contains(float x, float y) => x >= Left && x <= Right && y >= Top && y <= Bottom;
}

/// <summary>A cell that predicts a box.</summary>
/// <param name="X">Of its centre, in pixels of the input.</param>
/// <param name="Y">Likewise.</param>
/// <param name="Stride">Its side, in pixels.</param>
internal readonly record struct Cell(float X, float Y, int Stride);

/// <summary>The cells of a detector in the order of its predictions: the finest head's first, row by row.</summary>
internal static class CellGrid
{
    public static Cell[] Of(DetectorConfiguration network) =>
    [
        .. network.Heads.SelectMany(head => Enumerable.Range(0, network.InputHeight / head.Stride).SelectMany(row => Enumerable.Range(0, network.InputWidth / head.Stride)
            .Select(column => new Cell((column + 0.5f) * head.Stride, (row + 0.5f) * head.Stride, head.Stride)))),
    ];

    /// <param name="sides">Distances from the cell's centre to left, top, right and bottom, in strides.</param>
    public static PixelBox BoxOf(Cell cell, ReadOnlySpan<float> sides) => new(
        cell.X - (sides[0] * cell.Stride), cell.Y - (sides[1] * cell.Stride), cell.X + (sides[2] * cell.Stride), cell.Y + (sides[3] * cell.Stride));
}
