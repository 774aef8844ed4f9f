// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs.Planning;

/// <summary><c>plan MODEL</c>: the Pareto front of peak SRAM against MACs, and the choice from it.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.ModelOrNetwork();
    private readonly TargetOptions _target;
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _page = new("--report") { Description = "Also write an HTML page: the front, memory over time, the walk over the image", HelpName = "FILE" };
    private readonly PlanningOptions _planning;

    public PlanCommand()
        : base("plan", "Find schedules: how little SRAM, at how many MACs")
    {
        Arguments.Add(_model);
        _planning = new PlanningOptions(this);
        _target = new TargetOptions(this);
        Options.Add(_page);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(_model);
        ModelGraph graph = NetworkFile.Is(path) ? NetworkFile.Import(path) : ModelFile.Read(path).Import(_planning.KeepChannels(arguments));
        DeviceTarget target = _target.Target(arguments);
        BoardProfile? board = _target.Board(arguments);
        PlanResult result = _planning.Resolve(arguments, graph, target, board);
        PlanReport report = PlanReport.Create(graph, target, result, board, _planning.Time(arguments, target));
        report.Board?.Check();
        if (arguments.GetValue(_page) is { } page)
        {
            ReportFolder.Write(page, PlanPage.Create(report, result));
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            PlanListing.Write(ReportConsole.Create(output), report, result.Chosen!);
        }

        return (int)ExitCode.Ok;
    }
}
