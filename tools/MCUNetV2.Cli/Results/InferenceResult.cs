// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MCUNetV2.Cli.Results;

/// <summary>What the outputs mean: a class with its probability, or boxes.</summary>
/// <param name="Class">Index of the likeliest class; null for a detector.</param>
/// <param name="Label">Its name; null when the model has no labels.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Boxes">Of a detector; null for a classifier.</param>
internal sealed record InferenceResult(int? Class, string? Label, double? Probability, ImmutableArray<BoxReport>? Boxes);

/// <summary>A detected object; coordinates as parts of the picture's width and height, 0 to 1.</summary>
/// <param name="Points">Of the object; null where the head has none.</param>
internal sealed record BoxReport(int Class, double Probability, double Left, double Top, double Right, double Bottom, ImmutableArray<PointReport>? Points = null)
{
    /// <summary>The name of its class; null when nobody gave it one, or the model came as a package, which does not carry them.</summary>
    public string? Label { get; init; }

    /// <summary>The label, or the class's number.</summary>
    [JsonIgnore]
    public string Name => Label ?? $"class {Class}";
}

/// <summary>A point of a detected object; coordinates as parts of the picture's width and height, 0 to 1.</summary>
internal sealed record PointReport(double X, double Y, double Probability);
