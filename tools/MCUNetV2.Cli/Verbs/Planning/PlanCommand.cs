using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs.Planning;

/// <summary><c>plan MODEL</c>: the Pareto front of peak SRAM against MACs, and the choice from it.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<DeviceTarget> _target = CommonOptions.Target();
    private readonly Option<string?> _board = new("--board") { Description = "Say whether the chosen schedule fits into the SRAM that a board's profile gives the engine", HelpName = "BOARD" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _page = new("--report") { Description = "Also write an HTML page: the front, memory over time, the walk over the image", HelpName = "FILE" };
    private readonly PlanningOptions _planning;

    public PlanCommand()
        : base("plan", "Find schedules: how little SRAM, at how many MACs")
    {
        Arguments.Add(_model);
        _planning = new PlanningOptions(this);
        Options.Add(_target);
        Options.Add(_board);
        Options.Add(_page);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        ModelGraph graph = ModelFile.Read(arguments.GetRequiredValue(_model)).Import(_planning.KeepChannels(arguments));
        DeviceTarget target = arguments.GetRequiredValue(_target);
        BoardFit? board = arguments.GetValue(_board) is { } name ? BoardFit.Of(name) : null;
        PlanResult result = _planning.Resolve(arguments, graph, target.Layout);
        PlanReport report = PlanReport.Create(graph, target, result, board);
        if (arguments.GetValue(_page) is { } page)
        {
            OutputFile.Write(page, PlanPage.Create(report, result));
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
