// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>The part of a picture that a view shows; sides as parts of the picture, below 0 and above 1 where it reaches beyond.</summary>
internal readonly record struct View(float Left, float Top, float Right, float Bottom)
{
    /// <summary>All of it.</summary>
    public static View Whole { get; } = new(0, 0, 1, 1);

    /// <summary>Part of the picture that is seen, 0 to 1.</summary>
    public float Coverage => Common(0, 1, Left, Right) * Common(0, 1, Top, Bottom);

    /// <summary>Part of an object that is seen, 0 to 1.</summary>
    public float PartOf(DetectedBox box)
    {
        float area = box.Area;
        return area > 0 ? AreaOf(box) / area : 0;
    }

    /// <summary>Part of the view that is the object, 0 to 1.</summary>
    public float ShareOf(DetectedBox box) => AreaOf(box) / ((Right - Left) * (Bottom - Top));

    private float AreaOf(DetectedBox box) => Common(box.Left, box.Right, Left, Right) * Common(box.Top, box.Bottom, Top, Bottom);

    private static float Common(float low, float high, float from, float to) => MathF.Max(0, MathF.Min(high, to) - MathF.Max(low, from));
}
