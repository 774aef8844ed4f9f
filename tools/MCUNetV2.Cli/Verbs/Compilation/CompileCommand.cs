// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs.Compilation;

/// <summary><c>compile MODEL -o OUT.mcu</c>: writes a package, and on request a C array to link into firmware.</summary>
internal sealed class CompileCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<string> _output = new("--output", "-o") { Description = "The package to write", HelpName = "OUT.mcu", Required = true };
    private readonly Option<string?> _source = new("--c-source") { Description = "Write the package as C source too, to link into firmware", HelpName = "FILE" };
    private readonly Option<ImageFormat[]> _formats = new("--pixels")
    {
        Description = "Of the camera's formats, those that the C source links: Rgb565BigEndian unless named",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<ImageResize[]> _resizes = new("--resize")
    {
        Description = "Of the ways to make a frame the model's input, those that the C source links: area unless named",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly TargetOptions _target;
    private readonly Option<string?> _head = CommonOptions.Head();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly PlanningOptions _planning;

    public CompileCommand()
        : base("compile", "Write a model with its schedule as a package for the device")
    {
        Arguments.Add(_model);
        Options.Add(_output);
        Options.Add(_source);
        Options.Add(_formats);
        Options.Add(_resizes);
        _target = new TargetOptions(this);
        Options.Add(_head);
        _planning = new PlanningOptions(this);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_source) is null && (result.GetResult(_formats) ?? result.GetResult(_resizes)) is { } unused)
            {
                result.AddError($"{unused.Option.Name}: only C source names what firmware links; give --c-source FILE");
            }
        });
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        ModelFile file = ModelFile.Read(arguments.GetRequiredValue(_model), arguments.GetValue(_head));
        ModelGraph graph = file.Import(_planning.KeepChannels(arguments));
        DeviceTarget target = _target.Target(arguments);
        BoardProfile? board = _target.Board(arguments);
        Plan plan = _planning.Resolve(arguments, graph, target, board).Chosen!;
        byte[] package = PackageWriter.Write(plan);
        BoardFit? fit = board is null ? null : BoardFit.Of(board, BoardFit.RowElements(graph), plan.PeakBytes, package.Length);
        fit?.Check();
        string path = arguments.GetRequiredValue(_output);
        OutputFile.Write(path, package);
        if (arguments.GetValue(_source) is { } source)
        {
            OutputFile.Write(source, CSource.Write(graph.Name, package, Images(arguments)));
        }

        CompileReport report = new(path, plan.PeakBytes, package.Length, plan.Schedule, plan.Macs, Math.Round(plan.Overhead, 6), target.Name, fit);
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {ByteSize.Format(report.PeakBytes)} of SRAM, {ByteSize.Format(report.FlashBytes)} of flash, {report.Macs:#,##0} MACs ({report.Overhead:0.000} x), schedule {report.Schedule}"));
            if (fit is not null)
            {
                output.WriteLine(fit.Describe());
            }
        }

        return (int)ExitCode.Ok;
    }

    private LinkedImages Images(ParseResult arguments) => new(
        arguments.GetValue(_formats) is { Length: > 0 } formats ? formats : LinkedImages.Usual.Formats,
        arguments.GetValue(_resizes) is { Length: > 0 } resizes ? resizes : LinkedImages.Usual.Resizes);
}
