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

    /// <returns>The detections of each picture, in the order of the pictures.</returns>
    public static IReadOnlyList<BoxReport>[] Run(CompiledModel model, IReadOnlyList<BoxedPicture> pictures, Action progress, CancellationToken cancellation) =>
        Evaluator.ForEach<IReadOnlyList<BoxReport>>(model, pictures.Count, (engine, index) => Detect(engine, pictures[index]), progress, cancellation);

    /// <param name="classes">Names, in the order of the model's classes.</param>
    public static ImmutableArray<ClassPrecision> Judge(IReadOnlyList<BoxedPicture> pictures, IReadOnlyList<BoxReport>[] detected, IReadOnlyList<string> classes) =>
    [
        .. classes.Select((name, number) =>
        {
            (IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)[] ofClass = [.. pictures.Select((picture, i) => (
                (IReadOnlyList<MarkedBox>)[.. picture.Boxes.Where(box => box.Class == name)],
                (IReadOnlyList<BoxReport>)[.. detected[i].Where(box => box.Class == number)]))];
            double? precision = AveragePrecision.Of(ofClass);
            return new ClassPrecision(
                name,
                ofClass.Sum(picture => picture.Marked.Count(box => !box.IsCrowd)),
                ofClass.Sum(picture => picture.Detected.Count),
                precision is { } value ? Math.Round(value, 6) : null);
        }),
    ];

    private static ImmutableArray<BoxReport> Detect(HostEngine engine, BoxedPicture picture)
    {
        engine.Scheduler.Run(PictureInput.Create(picture.Name, picture.Encoded, engine.Model));
        return [.. ResultReader.ReadBoxes(engine.Model, Threshold)];
    }
}
