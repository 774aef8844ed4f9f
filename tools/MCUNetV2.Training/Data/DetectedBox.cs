// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>Where an object seems to be; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Score">How sure the detector is, 0 to 1; 1 for a box that a person drew.</param>
/// <param name="Class">Name of what it is; null where only one thing was looked for.</param>
internal readonly record struct DetectedBox(float Left, float Top, float Right, float Bottom, float Score, string? Class = null)
{
    /// <summary>Part of the picture.</summary>
    public float Area => MathF.Max(0, Right - Left) * MathF.Max(0, Bottom - Top);

    /// <summary>The overlap of two boxes over their union, 0 to 1.</summary>
    public float Overlap(DetectedBox other)
    {
        float common = Common(other);
        float all = Area + other.Area - common;
        return all > 0 ? common / all : 0;
    }

    private float Common(DetectedBox other) =>
        MathF.Max(0, MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left)) * MathF.Max(0, MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top));
}
