// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>What one threshold does: pictures whose score of the class is at least that count as showing it.</summary>
/// <param name="Threshold">0 to 1, between two scores that occur, so that rounding does not decide.</param>
/// <param name="LowestScore">The lowest score that counts; 1 when none does.</param>
/// <param name="Found">Pictures of the class that are found.</param>
/// <param name="FalseAlarms">Pictures of other classes that are taken for it.</param>
/// <param name="Recall">Found / pictures of the class.</param>
/// <param name="FalseAlarmRate">False alarms / pictures of other classes.</param>
/// <param name="Precision">Found / all that are taken for it; 1 when none are.</param>
internal sealed record ThresholdPoint(double Threshold, double LowestScore, int Found, int FalseAlarms, double Recall, double FalseAlarmRate, double Precision);

/// <summary>What every threshold of one class's score does.</summary>
/// <param name="Class">The class.</param>
/// <param name="Points">By falling threshold, from one that finds nothing to one that takes everything.</param>
/// <param name="AreaUnderRoc">How often a picture of the class scores higher than one of others, 0.5 by chance; equal scores count half.</param>
/// <param name="AveragePrecision">Mean precision over the pictures of the class, each at the threshold that just finds it.</param>
internal sealed record ThresholdCurve(string Class, ImmutableArray<ThresholdPoint> Points, double AreaUnderRoc, double AveragePrecision)
{
    /// <summary>As <see cref="Of"/>; null when all pictures are of the class, or none is: then there is nothing to tell apart.</summary>
    public static ThresholdCurve? TryOf(string name, IReadOnlyCollection<(double Score, bool IsOfClass)> scores) =>
        scores.Select(score => score.IsOfClass).Distinct().Count() == 2 ? Of(name, scores) : null;

    /// <param name="name">The class.</param>
    /// <param name="scores">Score of the class and whether the picture is of it, of each picture; both kinds occur.</param>
    public static ThresholdCurve Of(string name, IReadOnlyCollection<(double Score, bool IsOfClass)> scores)
    {
        int positive = scores.Count(score => score.IsOfClass);
        int negative = scores.Count - positive;
        (double Score, int Positive, int Negative)[] steps =
        [
            .. scores.GroupBy(score => score.Score).OrderByDescending(group => group.Key)
                .Select(group => (group.Key, group.Count(score => score.IsOfClass), group.Count(score => !score.IsOfClass))),
        ];
        ImmutableArray<ThresholdPoint>.Builder points = ImmutableArray.CreateBuilder<ThresholdPoint>(steps.Length + 1);
        points.Add(new ThresholdPoint((1 + steps[0].Score) / 2, 1, 0, 0, 0, 0, 1));
        double area = 0;
        double precisions = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            ThresholdPoint last = points[^1];
            int found = last.Found + steps[i].Positive;
            int alarms = last.FalseAlarms + steps[i].Negative;
            double precision = found / (double)(found + alarms);
            double next = i + 1 < steps.Length ? steps[i + 1].Score : 0;
            points.Add(new ThresholdPoint((steps[i].Score + next) / 2, steps[i].Score, found, alarms, found / (double)positive, alarms / (double)negative, precision));
            area += steps[i].Negative * (last.Found + (steps[i].Positive / 2.0));
            precisions += steps[i].Positive * precision;
        }

        return new ThresholdCurve(name, points.MoveToImmutable(), area / positive / negative, precisions / positive);
    }

    /// <summary>The threshold that finds the most pictures with no more than a rate of false alarms.</summary>
    /// <param name="rate">Of the pictures of other classes, 0 to 1.</param>
    public ThresholdPoint AtFalseAlarmRate(double rate) => Points.Last(point => point.FalseAlarmRate <= rate);

    /// <summary>What a threshold that somebody else chose does.</summary>
    public ThresholdPoint At(double threshold) => Points.Last(point => point.LowestScore >= threshold || point.Found + point.FalseAlarms == 0) with { Threshold = threshold };
}
