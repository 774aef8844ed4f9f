// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import.Heads;
using MCUNetV2.Pictures;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary><c>eval MODEL --dataset DIR</c>: accuracy, or mean average precision, over labelled pictures.</summary>
internal sealed class EvalCommand : Command
{
    private const int WorstPictures = 12;

    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<string> _dataset = new("--dataset") { Description = "Folders by class (or train and val with folders by class), or manifest.csv with tar files; for a detector pictures with boxes: boxes.jsonl, Pascal VOC, COCO or YOLO", HelpName = "DIR", Required = true };
    private readonly Option<string> _split = new("--split") { Description = "Which pictures: val, train, test or all", HelpName = "SPLIT", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _classes = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the model's labels, else the data set's folders by name)", HelpName = "NAMES" };
    private readonly Option<string?> _scores = new("--scores") { Description = "Write each picture's probabilities as CSV, which train --soft-labels reads", HelpName = "FILE" };
    private readonly Option<string?> _positive = new("--class") { Description = "The class whose thresholds are examined (default: the last one)", HelpName = "NAME" };
    private readonly Option<double?> _falseAlarms = new("--false-alarms") { Description = "Choose the threshold that finds the most pictures of the class with no more than this share of the others, 0 to 1", HelpName = "RATE" };
    private readonly Option<bool> _writeHead = new("--write-threshold") { Description = "Write the chosen threshold into the head file, from which compile takes it and the firmware uses it" };
    private readonly Option<string?> _curves = new("--curves") { Description = "Draw precision against recall, and of a classifier the ROC, an SVG file", HelpName = "FILE" };
    private readonly Option<string?> _page = new("--report") { Description = "Also write an HTML page: confusion, curves, the worst pictures and what their answers rest on", HelpName = "FILE" };
    private readonly Option<bool> _severalLabels = new("--multi-label") { Description = "Pictures show any number of the classes, each of which is judged alone: marked objects, or a manifest.csv with labels as 0;3" };
    private readonly Option<string?> _head = CommonOptions.Head();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly PlanningOptions _planning;

    public EvalCommand()
        : base("eval", "Measure accuracy (classifiers) or mAP (detectors) over labelled pictures")
    {
        _split.AcceptOnlyFromAmong("val", "train", "test", "all");
        Arguments.Add(_model);
        foreach (Option option in new Option[] { _dataset, _split, _classes, _scores, _positive, _falseAlarms, _writeHead, _curves, _page, _severalLabels, _head })
        {
            Options.Add(option);
        }

        _falseAlarms.Validators.Add(result =>
        {
            if (result.GetValue(_falseAlarms) is not (>= 0 and <= 1))
            {
                result.AddError("--false-alarms takes a share, 0 to 1");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_writeHead) && result.GetValue(_falseAlarms) is null)
            {
                result.AddError("--write-threshold writes what --false-alarms chooses: give both");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_severalLabels) && result.GetValue(_falseAlarms) is not null)
            {
                result.AddError("--multi-label judges every class at the same threshold; --false-alarms chooses that of one class");
            }
        });
        _planning = new PlanningOptions(this, defaultSchedule: "layers");
        Options.Add(_json);
        SetAction((arguments, cancellation) => Task.Run(() => Run(arguments, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        ModelFile file = ModelFile.Read(arguments.GetRequiredValue(_model), arguments.GetValue(_head));
        CompiledModel model = ModelResolver.Resolve(file, arguments, _planning, DeviceTarget.Host);
        if (model.Package.Head is DetectorHead detector)
        {
            return RunDetector(model, file.IsPackage ? detector : file.ReadHead() as DetectorHead ?? detector, arguments, cancellation);
        }

        if (arguments.GetValue(_severalLabels))
        {
            return RunMultiLabel(model, arguments, cancellation);
        }

        string dataset = arguments.GetRequiredValue(_dataset);
        string[] classes = FindClasses(model, arguments.GetValue(_classes), dataset);
        string split = arguments.GetRequiredValue(_split);
        PictureIntake intake = new();
        PictureFile[] pictures = [.. PictureSource.Open(dataset, classes, intake).Read().Where(picture => split == "all" || picture.IsValidation == (split == "val"))];
        RequireSome(pictures, dataset, split);
        TextWriter error = arguments.InvocationConfiguration.Error;
        PictureScore[] scores = ProgressReport.Run(
            error, "evaluating", pictures.Length, step => Evaluator.Run(model, pictures, classes.Length, intake, step, cancellation));
        intake.Close(error);
        WriteScores(arguments, classes, scores.Select(score => (score.Name, score.Probabilities)));
        int positive = FindPositive(arguments, classes) ?? classes.Length - 1;
        ThresholdCurve? curve = ThresholdCurve.TryOf(classes[positive], [.. scores.Select(score => (score.Probabilities[positive], score.Label == positive))]);
        ThresholdPoint? chosen = curve is not null && arguments.GetValue(_falseAlarms) is { } rate ? curve.AtFalseAlarmRate(rate) : null;
        if (curve is not null && arguments.GetValue(_curves) is { } drawing)
        {
            OutputFile.Write(drawing, CurveSvg.Draw(curve, chosen));
        }

        if (chosen is not null && arguments.GetValue(_writeHead))
        {
            string head = arguments.GetValue(_head) ?? Path.ChangeExtension(arguments.GetRequiredValue(_model), ".head.json");
            OutputFile.Write(head, HeadFile.WithThreshold(File.Exists(head) ? InputFile.ReadText(head) : null, classes, chosen.Threshold));
        }

        EvalReport report = new(
            model.Name,
            dataset,
            split,
            scores.Length,
            Math.Round(scores.Average(score => score.IsRight ? 1.0 : 0.0), 6),
            EvalReport.ShareInTopFive(scores, classes.Length),
            [.. classes],
            EvalReport.CountConfusion(scores, classes.Length),
            OriginReport.Create(scores),
            ThresholdReport.Create(curve, (model.Package.Head as ClassifierHead)?.Threshold, chosen),
            model.Schedule,
            model.Package.Header.ArenaBytes);
        return Report(arguments, report, CreatePage, EvalListing.Write);

        string CreatePage()
        {
            JudgedPicture[] worst = ProgressReport.Run(error, "looking at the worst", () => Evaluator.Worst(model, pictures, scores, classes, WorstPictures, cancellation));
            return EvalPage.Create(report, curve, worst);
        }
    }

    private static void RequireSome<T>(T[] pictures, string dataset, string split)
    {
        if (pictures.Length == 0)
        {
            throw new CliException(ExitCode.InvalidFile, $"{dataset}: no picture in the split {split}");
        }
    }

    private void WriteScores(ParseResult arguments, string[] classes, IEnumerable<(string Name, double[] Probabilities)> scores)
    {
        if (arguments.GetValue(_scores) is { } path)
        {
            OutputFile.Write(path, ScoreFile.Write(classes, scores));
        }
    }

    /// <summary>Writes the page, where one is asked for, and then JSON or a listing.</summary>
    private int Report<T>(ParseResult arguments, T report, Func<string> createPage, Action<IAnsiConsole, T> list)
    {
        if (arguments.GetValue(_page) is { } page)
        {
            ReportFolder.Write(page, createPage());
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            list(ReportConsole.Create(output), report);
        }

        return (int)ExitCode.Ok;
    }

    /// <summary>The class that --class names; null where it names none.</summary>
    private int? FindPositive(ParseResult arguments, string[] classes) =>
        arguments.GetValue(_positive) is not { } named ? null
        : Array.IndexOf(classes, named) is >= 0 and int index ? index
        : throw new CliException(ExitCode.Usage, $"eval: --class {named} is none of {string.Join(", ", classes)}");

    private int RunMultiLabel(CompiledModel model, ParseResult arguments, CancellationToken cancellation)
    {
        string dataset = arguments.GetRequiredValue(_dataset);
        int count = CountScores(model);
        ClassifierHead? head = model.Package.Head as ClassifierHead;
        string[] classes = arguments.GetValue(_classes)?.Split(',', StringSplitOptions.TrimEntries)
            ?? (head?.Labels.Length == count ? [.. head.Labels] : PictureSource.FindClasses(dataset, count))
            ?? throw new CliException(ExitCode.Usage, $"eval: the model has {count} scores and no labels; name the classes with --classes, in the order of the outputs");
        if (classes.Length != count)
        {
            throw new CliException(ExitCode.Usage, $"eval: --classes names {classes.Length} classes; the model has {count} scores, each of a class");
        }

        int? positive = FindPositive(arguments, classes);
        string split = arguments.GetRequiredValue(_split);
        PictureIntake intake = new();
        MultiLabelPicture[] pictures = [.. MultiLabelPicture.ReadAll(dataset, classes, split, intake)];
        RequireSome(pictures, dataset, split);
        TextWriter error = arguments.InvocationConfiguration.Error;
        MultiLabelScore[] scores = ProgressReport.Run(error, "evaluating", pictures.Length, step => MultiLabelEvaluator.Run(model, pictures, intake, step, cancellation));
        intake.Close(error);
        WriteScores(arguments, classes, scores.Select(score => (score.Name, score.Probabilities)));
        MultiLabelReport report = MultiLabelEvaluator.Judge(
            model.Name, dataset, split, scores, classes, head?.Threshold ?? ThresholdReport.DefaultThreshold, model.Schedule, model.Package.Header.ArenaBytes);
        ThresholdCurve[] curves = [.. classes.Index().Where(one => positive is null || one.Index == positive).Select(one => MultiLabelEvaluator.CurveOf(scores, one.Item, one.Index)).OfType<ThresholdCurve>()];
        if (curves.Length > 0 && arguments.GetValue(_curves) is { } drawing)
        {
            OutputFile.Write(drawing, CurveSvg.Draw(curves, report.Threshold));
        }

        return Report(arguments, report, () => EvalPage.Create(report, curves), EvalListing.Write);
    }

    private int RunDetector(CompiledModel model, DetectorHead head, ParseResult arguments, CancellationToken cancellation)
    {
        string[] classes = arguments.GetValue(_classes)?.Split(',', StringSplitOptions.TrimEntries) ?? [.. head.Labels];
        if (classes.Length != head.Classes)
        {
            throw new CliException(ExitCode.Usage, $"eval: the detector has {head.Classes} classes; name them with --classes, in the order of its outputs");
        }

        string dataset = arguments.GetRequiredValue(_dataset);
        string split = arguments.GetRequiredValue(_split);
        PictureIntake intake = new();
        BoxedPicture[] pictures = [.. BoxSources.Open(dataset, intake).Read(name => split == "all" || name == split)];
        RequireSome(pictures, dataset, split);
        TextWriter error = arguments.InvocationConfiguration.Error;
        IReadOnlyList<BoxReport>?[] detected = ProgressReport.Run(
            error, "evaluating", pictures.Length, step => DetectorEvaluator.Run(model, pictures, intake, step, cancellation));
        intake.Close(error);
        pictures = [.. pictures.Where((_, index) => detected[index] is not null)];
        IReadOnlyList<BoxReport>[] boxes = [.. detected.OfType<IReadOnlyList<BoxReport>>()];
        ImmutableArray<ClassPrecision> judged = DetectorEvaluator.Judge(pictures, boxes, classes);
        string curves = CurveSvg.Draw([.. judged.Select((one, number) => (one, AveragePrecision.Curve(DetectorEvaluator.OfClass(pictures, boxes, one.Class, number))))]);
        if (arguments.GetValue(_curves) is { } drawing)
        {
            OutputFile.Write(drawing, curves);
        }

        DetectionReport report = new(
            model.Name, dataset, split, pictures.Length,
            Math.Round(judged.Average(one => one.AveragePrecision) ?? 0, 6), Math.Round(judged.Average(one => one.CocoPrecision) ?? 0, 6), judged, model.Schedule, model.Package.Header.ArenaBytes);
        return Report(arguments, report, () => EvalPage.Create(report, curves), EvalListing.Write);
    }

    private static string[] FindClasses(CompiledModel model, string? named, string dataset)
    {
        int scores = CountScores(model);
        int expected = scores == 1 ? 2 : scores;
        ImmutableArray<string> labels = (model.Package.Head as ClassifierHead)?.Labels ?? [];
        string[]? classes = named?.Split(',', StringSplitOptions.TrimEntries)
            ?? (labels.Length == expected ? labels.ToArray() : null)
            ?? (scores == 1 && labels.Length == 1 ? WithOpposite(labels[0], dataset) : null)
            ?? PictureSource.FindClasses(dataset, expected);
        string meaning = scores == 1 ? "one score, the probability of the second of two classes," : $"{scores} classes";
        if (classes is null)
        {
            throw new CliException(ExitCode.Usage, $"eval: the model has {meaning} and no labels, and {dataset} has not as many folders; name them with --classes, in the order of the outputs");
        }

        return classes.Length == expected
            ? classes
            : throw new CliException(ExitCode.Usage, $"eval: --classes names {classes.Length} classes; the model has {meaning.TrimEnd(',')}");
    }

    /// <summary>The data set's two folders, the one that the only label names as the second; null when there are others.</summary>
    private static string[]? WithOpposite(string label, string dataset) =>
        PictureSource.FindClasses(dataset, 2) is { } folders && folders.Contains(label) ? [folders.First(folder => folder != label), label] : null;

    private static int CountScores(CompiledModel model)
    {
        if (model.Package.Outputs.Length != 1)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"{model.Name}: {model.Package.Outputs.Length} outputs; eval measures classifiers, with one output of one score a class, and detectors described by --head");
        }

        TensorRecord scores = model.Package.Tensors[model.Package.Slots[model.Package.Outputs[0]].Tensor];
        return scores.Height * scores.Width * scores.Channels;
    }
}
