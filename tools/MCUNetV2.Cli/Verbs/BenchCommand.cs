using System.CommandLine;
using MCUNetV2.Cli.Benchmarking;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;

namespace MCUNetV2.Cli.Verbs;

/// <summary><c>bench MODEL</c>: what each operator costs.</summary>
internal sealed class BenchCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<DeviceTarget> _target = CommonOptions.Target();
    private readonly Option<int> _runs = new("--runs") { Description = "Inferences on the host", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly PlanningOptions _planning;

    public BenchCommand()
        : base("bench", "Measure what each operator costs")
    {
        Arguments.Add(_model);
        Options.Add(_target);
        Options.Add(_runs);
        _planning = new PlanningOptions(this);
        Options.Add(_json);
        _runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--runs is 1 or more");
            }
        });
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        DeviceTarget target = arguments.GetRequiredValue(_target);
        CompiledModel model = ModelResolver.Resolve(ModelFile.Read(arguments.GetRequiredValue(_model)), arguments, _planning, target);
        BenchReport report = target.Machine is null ? HostBenchmark.Run(model, arguments.GetValue(_runs)) : TargetBenchmark.Run(target, model);
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            BenchListing.Write(ReportConsole.Create(output), report);
        }

        return (int)ExitCode.Ok;
    }
}
