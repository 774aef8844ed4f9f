using System.CommandLine;
using System.CommandLine.Parsing;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Scheduling;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs;

/// <summary><c>--schedule</c>, <c>--sram</c> and <c>--max-overhead</c>, for every verb that plans.</summary>
internal sealed class PlanningOptions
{
    private readonly Option<ScheduleRequest> _schedule = new("--schedule")
    {
        Description = "auto, layers, stream, or patches:ROWSxCOLUMNS[:OPERATORS]",
        HelpName = "SCHEDULE",
        CustomParser = result => Read(result, ScheduleRequest.Parse),
        DefaultValueFactory = _ => new ScheduleRequest.Auto(),
    };

    private readonly Option<int?> _sram = new("--sram")
    {
        Description = "SRAM that may be used, everything counted: bytes or KiB",
        HelpName = "SIZE",
        CustomParser = result => Read<int?>(result, text => ByteSize.Parse(text)),
    };

    private readonly Option<double?> _overhead = new("--max-overhead")
    {
        Description = "MACs that may be executed, as a multiple of layer-by-layer (1.0: none recomputed)",
        HelpName = "FACTOR",
    };

    public PlanningOptions(Command command)
    {
        command.Options.Add(_schedule);
        command.Options.Add(_sram);
        command.Options.Add(_overhead);
    }

    public ScheduleRequest Schedule(ParseResult arguments) => arguments.GetValue(_schedule)!;

    public PlanLimits Limits(ParseResult arguments) => new(arguments.GetValue(_sram), arguments.GetValue(_overhead));

    /// <summary>Whether nobody asked for anything.</summary>
    public bool IsDefault(ParseResult arguments)
    {
        return new Option[] { _schedule, _sram, _overhead }.All(option => arguments.GetResult(option) is null or { Implicit: true });
    }

    /// <exception cref="CliException">No such schedule, or none meets the limits.</exception>
    public Plan Select(ParseResult arguments, ModelGraph graph, Target target)
    {
        return PlanSelector.Select(graph, target, Schedule(arguments), Limits(arguments));
    }

    private static T? Read<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return default;
        }
    }
}
