// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Firmware.Tests;

/// <summary>What a candidate is, in floating point from the formulas: the tests' own reading of models/heads/README.md.</summary>
internal sealed record ReferenceBox(int Class, double Probability, double Left, double Top, double Right, double Bottom, (double X, double Y, double Probability)[] Points);

/// <summary>Decodes candidates whose values are the channels of the pixels of one output, which is also the picture.</summary>
internal sealed class CandidateReference(CandidatesHead head, int height, int width, double scale, int zeroPoint)
{
    public IEnumerable<ReferenceBox> Decode(sbyte[] output)
    {
        foreach (CandidateGroup group in head.Groups)
        {
            int values = output.Length / group.Total;
            int candidate = group.Begin;
            for (int row = 0; row < group.Anchors.Rows; row++)
            {
                for (int column = 0; column < group.Anchors.Columns; column++)
                {
                    foreach (Anchor anchor in group.Anchors.Anchors)
                    {
                        double[] mine = [.. Enumerable.Range(0, values).Select(v => (output[Has(CandidateFlags.Transposed)
                            ? (v * group.Total) + candidate
                            : (candidate * values) + v] - zeroPoint) * scale)];
                        double x = (column * group.Anchors.CellWidth!.Value) + anchor.X!.Value;
                        double y = (row * group.Anchors.CellHeight!.Value) + anchor.Y!.Value;
                        yield return Decode(group, mine, x, y, anchor);
                        candidate++;
                    }
                }
            }
        }
    }

    private bool Has(CandidateFlags flag) => (head.Flags & flag) != 0;

    private ReferenceBox Decode(CandidateGroup group, double[] values, double x, double y, Anchor anchor)
    {
        (double width_, double height_) = (anchor.Width!.Value, anchor.Height!.Value);
        double[] sides = [x, y, x, y];
        if (group.AnchorValues is { } place)
        {
            sides = [.. values.Skip(place.First).Take(4).Select((v, i) => Math.Clamp(v, 0, 1) * (i % 2 == 0 ? width : height))];
            (width_, height_) = (sides[2] - sides[0], sides[3] - sides[1]);
        }

        (int class_, double probability) = Score([.. values[group.Scores!.First..].Select(value => value * head.ScoreScale)]);
        double[] box = values[group.Box!.First..][..4];
        if (Has(CandidateFlags.YFirst))
        {
            box = [box[1], box[0], box[3], box[2]];
        }

        double[] size = [width_, height_, width_, height_];
        double[] corners = [.. box.Select((v, i) => sides[i] + (v * head.CenterScale * size[i]))];
        if (!Has(CandidateFlags.Corners))
        {
            for (int axis = 0; axis < 2; axis++)
            {
                double v = box[axis + 2] * head.SizeScale;
                double half = (Has(CandidateFlags.Exponential) ? Math.Exp(v) : v) * size[axis] / 2;
                (corners[axis], corners[axis + 2]) = (corners[axis] - half, corners[axis] + half);
            }
        }

        double[] clipped = [.. corners.Select((v, i) => Math.Clamp(v, 0, i % 2 == 0 ? width : height))];
        return new ReferenceBox(
            class_, probability, clipped[0], clipped[1], Math.Max(clipped[0], clipped[2]), Math.Max(clipped[1], clipped[3]),
            [.. Enumerable.Range(0, head.Points).Select(point => Point(values[(group.Points!.First + (point * head.PointValues))..], sides, width_, height_, probability))]);
    }

    private (double X, double Y, double Probability) Point(double[] values, double[] sides, double width_, double height_, double probability)
    {
        (double x, double y) = Has(CandidateFlags.YFirst) ? (values[1], values[0]) : (values[0], values[1]);
        return (
            Math.Clamp(sides[0] + (x * head.CenterScale * width_), 0, width), Math.Clamp(sides[1] + (y * head.CenterScale * height_), 0, height),
            Has(CandidateFlags.PointScores) ? Math.Clamp(values[2], 0, 1) : probability);
    }

    private (int Class, double Probability) Score(double[] values)
    {
        double object_ = Has(CandidateFlags.Objectness) ? Probability(values[0]) : 1;
        double[] all = [.. values.Skip(Has(CandidateFlags.Objectness) ? 1 : 0).Take(head.Classes + (head.Scores.Background ? 1 : 0))];
        double[] classes = all[(head.Scores.Background ? 1 : 0)..];
        int best = Array.IndexOf(classes, classes.Max());
        return (best, object_ * (head.Scores.Activation == ScoreActivation.Softmax ? Math.Exp(classes[best]) / all.Sum(Math.Exp) : Probability(classes[best])));
    }

    private double Probability(double value) => head.Scores.Activation switch
    {
        ScoreActivation.Sigmoid => 1 / (1 + Math.Exp(-value)),
        // The objectness of a softmax head is a value of its own.
        _ => Math.Clamp(value, 0, 1),
    };
}
