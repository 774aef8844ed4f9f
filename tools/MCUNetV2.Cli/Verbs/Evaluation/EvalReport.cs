// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>What <c>eval</c> says of a classifier.</summary>
/// <param name="Accuracy">Right pictures / all, 0 to 1.</param>
/// <param name="TopFive">Pictures whose class is among the five likeliest / all; null with no more than five classes.</param>
/// <param name="Classes">Names, in the order of the outputs.</param>
/// <param name="Confusion">Rows: true class; columns: what the model said.</param>
/// <param name="Origins">Accuracy by where the labels come from.</param>
/// <param name="Thresholds">What other thresholds of one class's score do; null when only one class occurs.</param>
/// <param name="PeakBytes">SRAM of the schedule that ran.</param>
internal sealed record EvalReport(
    string Model,
    string Dataset,
    string Split,
    int Count,
    double Accuracy,
    double? TopFive,
    ImmutableArray<string> Classes,
    ImmutableArray<ImmutableArray<int>> Confusion,
    ImmutableArray<OriginReport> Origins,
    ThresholdReport? Thresholds,
    string Schedule,
    long PeakBytes)
{
    private const int Several = 5;

    public static double? ShareInTopFive(IReadOnlyList<PictureScore> scores, int classes) => classes <= Several
        ? null
        : Math.Round(scores.Average(score => score.Rank < Several ? 1.0 : 0.0), 6);

    public static ImmutableArray<ImmutableArray<int>> CountConfusion(IReadOnlyList<PictureScore> scores, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach (PictureScore score in scores)
        {
            counts[score.Label][score.Class]++;
        }

        return [.. counts.Select(row => row.ToImmutableArray())];
    }
}

/// <summary>What thresholds of one class's score do.</summary>
/// <param name="Class">The class.</param>
/// <param name="AreaUnderRoc">See <see cref="ThresholdCurve"/>.</param>
/// <param name="AveragePrecision">See <see cref="ThresholdCurve"/>.</param>
/// <param name="Current">What the model's own threshold does.</param>
/// <param name="Chosen">What the threshold for the stated rate of false alarms does; null when none is stated.</param>
/// <param name="Points">At some rates of false alarms.</param>
internal sealed record ThresholdReport(
    string Class, double AreaUnderRoc, double AveragePrecision, ThresholdPoint Current, ThresholdPoint? Chosen, ImmutableArray<ThresholdPoint> Points)
{
    /// <summary>Of a model that has none of its own.</summary>
    public const double DefaultThreshold = 0.5;

    private static readonly double[] Rates = [0.01, 0.02, 0.05, 0.1, 0.2];

    public static ThresholdReport? Create(ThresholdCurve? curve, double? current, ThresholdPoint? chosen) => curve is null
        ? null
        : new ThresholdReport(
            curve.Class,
            Math.Round(curve.AreaUnderRoc, 6),
            Math.Round(curve.AveragePrecision, 6),
            curve.At(current ?? DefaultThreshold),
            chosen,
            [.. Rates.Select(curve.AtFalseAlarmRate)]);
}

/// <summary>One picture of a data set and the probability of each class, 0 to 1.</summary>
internal sealed record PictureScore(string Name, int Label, string Origin, double[] Probabilities)
{
    /// <summary>The likeliest class.</summary>
    public int Class { get; } = Array.IndexOf(Probabilities, Probabilities.Max());

    public bool IsRight => Class == Label;

    /// <summary>How many classes are likelier than the right one; of equal ones the first counts as likelier.</summary>
    public int Rank => Probabilities.Where((probability, index) => probability > Probabilities[Label] || (probability == Probabilities[Label] && index < Label)).Count();
}

/// <summary>Accuracy on the pictures whose labels come from one origin.</summary>
internal sealed record OriginReport(string Origin, int Count, double Accuracy)
{
    /// <returns>By falling count.</returns>
    public static ImmutableArray<OriginReport> Create(IEnumerable<PictureScore> scores)
    {
        return
        [
            .. scores.GroupBy(score => score.Origin)
                .Select(group => new OriginReport(group.Key, group.Count(), Math.Round(group.Average(score => score.IsRight ? 1.0 : 0.0), 6)))
                .OrderByDescending(report => report.Count),
        ];
    }
}

/// <summary>What <c>eval</c> says of a detector.</summary>
/// <param name="Count">Pictures.</param>
/// <param name="MeanAveragePrecision">Over the classes that occur, 0 to 1, at an overlap of a half.</param>
/// <param name="MeanCocoPrecision">Over the classes that occur, 0 to 1, COCO's mean over overlaps of 0.5 to 0.95.</param>
/// <param name="PeakBytes">SRAM of the schedule that ran.</param>
internal sealed record DetectionReport(
    string Model,
    string Dataset,
    string Split,
    int Count,
    [property: JsonPropertyName("mAP")] double MeanAveragePrecision,
    [property: JsonPropertyName("mAP50To95")] double MeanCocoPrecision,
    ImmutableArray<ClassPrecision> Classes,
    string Schedule,
    long PeakBytes);

/// <summary>One class of a detector's evaluation; the precisions are null when no picture shows it.</summary>
/// <param name="Objects">Marked ones, crowds left out.</param>
/// <param name="Detections">All that were as likely as the least likely that is asked for.</param>
/// <param name="AveragePrecision">See <see cref="Evaluation.AveragePrecision"/>.</param>
/// <param name="CocoPrecision">See <see cref="Evaluation.CocoPrecision"/>.</param>
/// <param name="Best">The threshold where precision and recall are highest together (F1); null when nothing is found.</param>
internal sealed record ClassPrecision(string Class, int Objects, int Detections, double? AveragePrecision, double? CocoPrecision, PrecisionPoint? Best);
