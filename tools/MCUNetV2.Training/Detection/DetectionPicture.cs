// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;

namespace MCUNetV2.Training.Detection;

/// <summary>An object to be found; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Class">Number of its class, from 0.</param>
/// <param name="IsIgnored">Several objects under one box, or one that nobody is sure of: finding it is neither right nor wrong.</param>
internal readonly record struct TargetBox(int Class, float Left, float Top, float Right, float Bottom, bool IsIgnored = false)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    /// <summary>What is inside of a rectangle, in whose parts its sides then are.</summary>
    public TargetBox Inside(float left, float top, float right, float bottom) => this with
    {
        Left = Part(Left, left, right),
        Right = Part(Right, left, right),
        Top = Part(Top, top, bottom),
        Bottom = Part(Bottom, top, bottom),
    };

    private static float Part(float value, float from, float to) => Math.Clamp((value - from) / (to - from), 0, 1);
}

/// <summary>A decoded picture with the objects in it.</summary>
/// <param name="Name">Name inside the data set.</param>
/// <param name="Source">Collection that it comes from.</param>
/// <param name="Levels">The picture, and each time half as large, down to a few pixels.</param>
/// <param name="Objects">Every object of the classes that are learnt.</param>
/// <param name="Marked">The same as evaluation has them.</param>
internal sealed record DetectionPicture(
    string Name, string Source, IReadOnlyList<Bitmap> Levels, IReadOnlyList<TargetBox> Objects, IReadOnlyList<MarkedBox> Marked);
