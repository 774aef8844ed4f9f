// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>What the outputs of a model mean.</summary>
public abstract record Head;

/// <summary>Output 0 has one score a label.</summary>
/// <param name="Labels">In the order of the scores.</param>
/// <param name="Threshold">Score, 0 to 1, from which a class counts as present; null where nobody has calibrated one.</param>
public sealed record ClassifierHead(ImmutableArray<string> Labels, double? Threshold = null) : Head;

/// <summary>The outputs describe boxes.</summary>
/// <param name="Classes">Classes that each box is scored for.</param>
public abstract record DetectorHead(int Classes) : Head
{
    /// <summary>Names of the classes; none when nobody gave them. A package does not carry them.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];
}

/// <summary>YOLO: each output predicts boxes from its own anchors on a grid of cells.</summary>
public sealed record YoloHead(int Classes, ImmutableArray<YoloScale> Scales) : DetectorHead(Classes);

/// <param name="Stride">Input pixels a cell.</param>
/// <param name="Anchors">Width and height in input pixels.</param>
public sealed record YoloScale(int Stride, ImmutableArray<(float Width, float Height)> Anchors);

/// <summary>FCOS: each output predicts boxes by the distances of their sides from the centres of a grid of cells.</summary>
public sealed record FcosHead(int Classes, ImmutableArray<FcosScale> Scales) : DetectorHead(Classes);

/// <param name="Stride">Input pixels a cell.</param>
/// <param name="Bins">1: a distance is a value, in strides; more: it is what the softmax of as many logits expects of 0, 1, 2 ...</param>
public sealed record FcosScale(int Stride, int Bins);
