using System.CommandLine;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Cli.Scheduling;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs;

/// <summary><c>plan MODEL</c>: the Pareto front of peak SRAM against MACs, and the choice from it.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _page = new("--report") { Description = "Also write an HTML page: the front, memory over time, the walk over the image", HelpName = "FILE" };
    private readonly PlanningOptions _planning;

    public PlanCommand()
        : base("plan", "Find schedules: how little SRAM, at how many MACs")
    {
        Arguments.Add(_model);
        _planning = new PlanningOptions(this);
        Options.Add(_page);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        ModelGraph graph = ModelFile.Read(arguments.GetRequiredValue(_model)).Import();
        PlanResult result = _planning.Resolve(arguments, graph, Target.Portable);
        PlanReport report = PlanReport.Create(graph, result);
        if (arguments.GetValue(_page) is { } page)
        {
            AtomicFile.Write(page, PlanPage.Create(report, result));
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
