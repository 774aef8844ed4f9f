// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Results;
using MCUNetV2.Host.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>Runs a detector over pictures with marked objects.</summary>
internal static class DetectorEvaluator
{
    /// <summary>Low, so that precision is known at every recall that the detector reaches.</summary>
    private const double Threshold = 0.02;

    /// <param name="intake">Told of what is no picture.</param>
    /// <param name="progress">Told after each picture.</param>
    /// <returns>The detections of each picture, in the order of the pictures; null for one that cannot be read.</returns>
    public static IReadOnlyList<BoxReport>?[] Run(
        CompiledModel model, IReadOnlyList<BoxedPicture> pictures, PictureIntake intake, Action progress, CancellationToken cancellation) =>
        Evaluator.ForEach(model, pictures.Count, (engine, index) => Detect(engine, pictures[index], intake), progress, cancellation);

    /// <param name="classes">Names, in the order of the model's classes.</param>
    public static ImmutableArray<ClassPrecision> Judge(IReadOnlyList<BoxedPicture> pictures, IReadOnlyList<BoxReport>[] detected, IReadOnlyList<string> classes) =>
    [
        .. classes.Select((name, number) =>
        {
            (IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)[] ofClass = OfClass(pictures, detected, name, number);
            return new ClassPrecision(
                name,
                ofClass.Sum(picture => picture.Marked.Count(box => !box.IsCrowd)),
                ofClass.Sum(picture => picture.Detected.Count),
                Rounded(AveragePrecision.Of(ofClass)),
                Rounded(CocoPrecision.Of(ofClass)),
                AveragePrecision.Curve(ofClass).MaxBy(point => point.F1));
        }),
    ];

    /// <summary>For each picture the marked objects of a class and what was detected of it.</summary>
    /// <param name="name">The class.</param>
    /// <param name="number">Its number in the model.</param>
    public static (IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)[] OfClass(
        IReadOnlyList<BoxedPicture> pictures, IReadOnlyList<BoxReport>[] detected, string name, int number) =>
    [
        .. pictures.Select((picture, i) => (
            (IReadOnlyList<MarkedBox>)[.. picture.Boxes.Where(box => box.Class == name)],
            (IReadOnlyList<BoxReport>)[.. detected[i].Where(box => box.Class == number)])),
    ];

    private static double? Rounded(double? precision) => precision is { } value ? Math.Round(value, 6) : null;

    private static IReadOnlyList<BoxReport>? Detect(HostEngine engine, BoxedPicture picture, PictureIntake intake)
    {
        if (PictureInput.TryCreate(picture.Name, picture.Encoded, engine.Model, intake) is not { } input)
        {
            return null;
        }

        engine.Scheduler.Run(input);
        return [.. ResultReader.ReadBoxes(engine.Model, Threshold)];
    }
}
