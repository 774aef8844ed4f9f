// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>A decoded picture.</summary>
/// <param name="Name">Name inside the data set.</param>
/// <param name="Label">Index of the class; <see cref="Unlabelled"/> where nobody said.</param>
/// <param name="Source">Collection that it comes from.</param>
/// <param name="Origin">Where the label comes from.</param>
/// <param name="Pixels">RGB, row by row.</param>
/// <param name="Objects">Where the objects of its class are: marked by people, or found by a detector; null where nobody has looked.</param>
internal sealed record Picture(string Name, int Label, string Source, string Origin, byte[] Pixels, IReadOnlyList<DetectedBox>? Objects = null)
{
    /// <summary>Only teachers know what is to be learnt from the picture.</summary>
    public const int Unlabelled = -1;

    public bool IsLabelled => Label != Unlabelled;
}
