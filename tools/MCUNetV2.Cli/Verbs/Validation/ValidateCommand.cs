// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Validation;

/// <summary><c>validate MODEL --port P --dataset D</c>: a board looks at labelled pictures; are its outputs those of the PC, and how long does it take?</summary>
internal sealed class ValidateCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<string> _dataset = new("--dataset") { Description = "Labelled pictures, in any form that eval takes", HelpName = "DIR", Required = true };
    private readonly Option<string> _split = new("--split") { Description = "Which pictures: val, train or all", HelpName = "SPLIT", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _classes = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs (default: the model's labels, else the data set's folders by name)", HelpName = "NAMES" };
    private readonly Option<int> _limit = new("--limit") { Description = "Show at most this many pictures, spread over the data set; 0: all", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly BoardOptions _board;
    private readonly PlanningOptions _planning;

    public ValidateCommand()
        : base("validate", "Compare a board with this PC over labelled pictures, byte by byte")
    {
        _split.AcceptOnlyFromAmong("val", "train", "all");
        Arguments.Add(_model);
        _board = new BoardOptions(this);
        foreach (Option option in new Option[] { _dataset, _split, _classes, _limit })
        {
            Options.Add(option);
        }

        _limit.AtLeast(0);
        _planning = new PlanningOptions(this, defaultSchedule: "layers");
        Options.Add(_json);
        SetAction((arguments, cancellation) => Task.Run(() => Run(arguments, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        CompiledModel model = ModelResolver.Resolve(ModelFile.Read(arguments.GetRequiredValue(_model)), arguments, _planning, DeviceTarget.Host);
        string dataset = arguments.GetRequiredValue(_dataset);
        string[] classes = FindClasses(model, arguments.GetValue(_classes), dataset);
        string split = arguments.GetRequiredValue(_split);
        PictureIntake intake = new();
        PictureFile[] pictures = [.. PictureSource.Open(dataset, classes, intake).Read().Where(picture => split == "all" || picture.IsValidation == (split == "val"))];
        pictures = Spread(pictures, arguments.GetValue(_limit));
        if (pictures.Length == 0)
        {
            throw new CliException(ExitCode.InvalidFile, $"{dataset}: no picture in the split {split}");
        }

        using BoardLine line = _board.Open(arguments);
        TextWriter error = arguments.InvocationConfiguration.Error;
        ValidateReport report = ProgressReport.Run(
            error, "validating", pictures.Length, step => new BoardValidation(model, classes, pictures, line, step).Run(cancellation));
        intake.Close(error);
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            ValidateListing.Write(ReportConsole.Create(output), report);
        }

        return (int)(report.Different.Length == 0 ? ExitCode.Ok : ExitCode.TargetFailure);
    }

    private static string[] FindClasses(CompiledModel model, string? named, string dataset)
    {
        int scores = ModelAnswer.CountScores(model);
        return named?.Split(',', StringSplitOptions.TrimEntries)
            ?? (model.Package.Head is ClassifierHead { Labels.Length: var labels } head && labels == scores ? head.Labels.ToArray() : null)
            ?? PictureSource.FindClasses(dataset, scores)
            ?? throw new CliException(ExitCode.Usage, $"validate: the model has {scores} classes and no labels, and {dataset} has not as many folders; name them with --classes, in the order of the outputs");
    }

    private static PictureFile[] Spread(PictureFile[] pictures, int limit) => limit == 0 || limit >= pictures.Length
        ? pictures
        : [.. Enumerable.Range(0, limit).Select(index => pictures[(int)((long)index * pictures.Length / limit)])];
}
