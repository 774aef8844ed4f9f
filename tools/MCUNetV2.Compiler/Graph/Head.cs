// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>What the outputs of a model mean.</summary>
public abstract record Head;

/// <summary>Output 0 has one score a label.</summary>
/// <param name="Labels">In the order of the scores.</param>
/// <param name="Threshold">Score, 0 to 1, from which a class counts as present; null where nobody has calibrated one.</param>
public sealed record ClassifierHead(ImmutableArray<string> Labels, double? Threshold = null) : Head;

/// <summary>YOLO: each output predicts boxes from its own anchors on a grid of cells.</summary>
public sealed record YoloHead(int Classes, ImmutableArray<YoloScale> Scales) : Head
{
    /// <summary>Names of the classes; none when nobody gave them. A package does not carry them.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];
}

/// <param name="Stride">Input pixels a cell.</param>
/// <param name="Anchors">Width and height in input pixels.</param>
public sealed record YoloScale(int Stride, ImmutableArray<(float Width, float Height)> Anchors);
