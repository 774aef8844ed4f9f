// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>Judges a classifier each of whose classes is a question of its own.</summary>
internal static class MultiLabelEvaluator
{
    /// <param name="intake">Told of what is no picture.</param>
    /// <param name="progress">Told after each picture.</param>
    /// <returns>In the order of the pictures, without those that cannot be read.</returns>
    public static MultiLabelScore[] Run(CompiledModel model, IReadOnlyList<MultiLabelPicture> pictures, PictureIntake intake, Action progress, CancellationToken cancellation) =>
        [.. Evaluator.ForEach(model, pictures.Count, (engine, index) => Score(engine, pictures[index], intake), progress, cancellation).OfType<MultiLabelScore>()];

    /// <param name="classes">Names, in the order of the scores.</param>
    /// <param name="threshold">Of the probability from which on a class is said to be there.</param>
    public static MultiLabelReport Judge(
        string model, string dataset, string split, IReadOnlyList<MultiLabelScore> scores, IReadOnlyList<string> classes, double threshold, string schedule, long peakBytes)
    {
        ImmutableArray<LabelPrecision> judged = [.. classes.Select((name, label) => Judge(scores, name, label, threshold))];
        double[] precisions = [.. judged.Select(one => one.AveragePrecision).OfType<double>()];
        int found = judged.Sum(one => one.Found);
        int saidOrShown = judged.Sum(one => one.Found + one.FalseAlarms + one.Pictures);
        return new MultiLabelReport(
            model,
            dataset,
            split,
            scores.Count,
            precisions.Length == 0 ? null : Math.Round(precisions.Average(), 6),
            saidOrShown == 0 ? null : Math.Round(2.0 * found / saidOrShown, 6),
            Math.Round(scores.Average(score => IsExact(score, threshold) ? 1.0 : 0.0), 6),
            threshold,
            judged,
            schedule,
            peakBytes);
    }

    /// <summary>What every threshold of a class does; null when all pictures show it, or none does.</summary>
    public static ThresholdCurve? CurveOf(IReadOnlyList<MultiLabelScore> scores, string name, int label) =>
        ThresholdCurve.TryOf(name, [.. scores.Select(score => (score.Probabilities[label], score.Labels.Contains(label)))]);

    private static LabelPrecision Judge(IReadOnlyList<MultiLabelScore> scores, string name, int label, double threshold)
    {
        int shown = scores.Count(score => score.Labels.Contains(label));
        int found = scores.Count(score => score.Labels.Contains(label) && score.Probabilities[label] >= threshold);
        int alarms = scores.Count(score => !score.Labels.Contains(label) && score.Probabilities[label] >= threshold);
        ThresholdCurve? curve = CurveOf(scores, name, label);
        return new LabelPrecision(
            name,
            shown,
            found,
            alarms,
            found + alarms == 0 ? null : Math.Round((double)found / (found + alarms), 6),
            shown == 0 ? null : Math.Round((double)found / shown, 6),
            curve is null ? null : Math.Round(curve.AreaUnderRoc, 6),
            curve is null ? null : Math.Round(curve.AveragePrecision, 6));
    }

    private static bool IsExact(MultiLabelScore score, double threshold) =>
        score.Probabilities.Index().All(one => one.Item >= threshold == score.Labels.Contains(one.Index));

    private static MultiLabelScore? Score(HostEngine engine, MultiLabelPicture picture, PictureIntake intake)
    {
        if (PictureInput.TryCreate(picture.Name, picture.Encoded, engine.Model, intake) is not { } input)
        {
            return null;
        }

        engine.Scheduler.Run(input);
        TensorInfo info = engine.Model.GetOutput(0);
        return new MultiLabelScore(picture.Name, picture.Labels, [.. engine.Model.ReadOutput(0).Select(value => Evaluator.Probability(info, (sbyte)value))]);
    }
}
