// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;

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
    /// <summary>Names of the classes; none when nobody gave them.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Points that each box comes with: eyes, joints.</summary>
    public virtual int Points => 0;
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

/// <summary>How values become probabilities of classes.</summary>
/// <param name="Background">Whether a score of the background comes before those of the classes.</param>
public sealed record ClassScores(int Classes, ScoreActivation Activation, bool Background);

/// <summary>FOMO: output 0 says the class of each cell of a grid; cells of a class that touch are one object.</summary>
public sealed record FomoHead(ClassScores Scores) : DetectorHead(Scores.Classes);

/// <summary>Heat maps: output 0 says of each cell how probably each point of one object is there.</summary>
/// <param name="Maps">Points, which are the output's channels.</param>
public sealed record HeatmapsHead(int Maps, ScoreActivation Activation) : DetectorHead(1)
{
    public override int Points => Maps;
}

/// <summary>Candidates: rows of scores, a box and points, relative to anchors or not (SSD, BlazeFace, RetinaFace, decoded YOLO, landmarks).</summary>
/// <param name="PointCount">Points of each candidate.</param>
/// <param name="PointValues">Values of a point: x, y and perhaps one more.</param>
/// <param name="ScoreScale">Of the values of scores.</param>
/// <param name="CenterScale">Of the values of centres, corners and points.</param>
/// <param name="SizeScale">Of the values of sizes.</param>
public sealed record CandidatesHead(
    ClassScores Scores, CandidateFlags Flags, int PointCount, int PointValues, float ScoreScale, float CenterScale, float SizeScale,
    ImmutableArray<CandidateGroup> Groups)
    : DetectorHead(Scores.Classes)
{
    public override int Points => PointCount;
}

/// <summary>Candidates of the same outputs, whose anchors lie on one grid.</summary>
/// <param name="Begin">The first one's number among those of the outputs.</param>
/// <param name="Total">Candidates of the outputs; 0: as the outputs' shape says, which a graph's head never has.</param>
/// <param name="AnchorValues">Where the anchors are values of an output.</param>
public sealed record CandidateGroup(int Begin, int Total, ValuePlace? Scores, ValuePlace? Box, ValuePlace? Points, ValuePlace? AnchorValues, AnchorGrid Anchors);

/// <summary>Where a candidate has something: from value <paramref name="First"/> on of those that an output has of it.</summary>
public sealed record ValuePlace(int Output, int First);

/// <summary>Cells, by row and then by column, each with the same anchors.</summary>
/// <param name="Rows">0: as many as there are candidates, one anchor each, which a graph's head never has.</param>
/// <param name="CellWidth">Pixels; null: the picture's width / <paramref name="Columns"/>, which a graph's head never has.</param>
public sealed record AnchorGrid(int Rows, int Columns, double? CellWidth, double? CellHeight, ImmutableArray<Anchor> Anchors);

/// <summary>An anchor, in pixels of the model's input.</summary>
/// <param name="X">Of its centre, from the left side of its cell; null: the cell's centre, which a graph's head never has.</param>
/// <param name="Width">Null: the picture's, which a graph's head never has.</param>
public sealed record Anchor(double? X, double? Y, double? Width, double? Height);
