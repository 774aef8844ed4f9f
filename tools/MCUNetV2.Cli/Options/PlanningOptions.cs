// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.CommandLine.Parsing;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Options;

/// <summary><c>--schedule</c>, <c>--sram</c>, <c>--max-overhead</c>, <c>--instructions</c>, <c>--milliseconds</c> and <c>--keep-channels</c>, for every verb that plans.</summary>
internal sealed class PlanningOptions
{
    private readonly Option<ScheduleRequest> _schedule = new("--schedule")
    {
        HelpName = "SCHEDULE",
        CustomParser = ReadSchedule,
    };

    private readonly Option<int?> _sram = CommonOptions.Size("--sram", "SRAM that may be used, everything counted: bytes or KiB");

    private readonly Option<double?> _overhead = new("--max-overhead")
    {
        Description = "MACs that may be executed, as a multiple of layer-by-layer (1.0: none recomputed)",
        HelpName = "FACTOR",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [{ Value: var text }] && double.TryParse(text, CultureInfo.InvariantCulture, out double factor) && !(factor >= 1 && double.IsFinite(factor)))
                {
                    result.AddError($"--max-overhead is {text}; a number from 1.0 on is needed, which is no more MACs than layer by layer");
                }
            },
        },
    };

    private readonly Option<bool> _keepChannels = new("--keep-channels")
    {
        Description = "Keep channels that are the same for every input; the outputs are the same without them",
    };

    private readonly TimeOptions _time;
    private readonly ScheduleRequest _default;

    /// <param name="defaultSchedule">When nobody asks for one.</param>
    public PlanningOptions(Command command, string defaultSchedule = "auto")
    {
        _default = ScheduleRequest.TryParse(defaultSchedule)!;
        _schedule.Description = $"{ScheduleRequest.Syntax}; {defaultSchedule} unless told";
        command.Options.Add(_schedule);
        command.Options.Add(_sram);
        command.Options.Add(_overhead);
        _time = new TimeOptions(command);
        command.Options.Add(_keepChannels);
    }

    /// <summary>Whether nobody asked for anything.</summary>
    public bool IsDefault(ParseResult arguments)
    {
        return _time.IsDefault(arguments) && new Option[] { _schedule, _sram, _overhead, _keepChannels }.All(option => arguments.GetResult(option) is null or { Implicit: true });
    }

    /// <summary>Whether the model is to be imported with all its channels.</summary>
    public bool KeepChannels(ParseResult arguments) => arguments.GetValue(_keepChannels);

    /// <inheritdoc cref="TimeOptions.Of"/>
    public TimeBudget? Time(ParseResult arguments, DeviceTarget target) => _time.Of(arguments, target);

    /// <inheritdoc cref="PlanSelector.Resolve"/>
    /// <param name="board">Whose SRAM is a limit too; null for none.</param>
    public PlanResult Resolve(ParseResult arguments, ModelGraph graph, DeviceTarget target, BoardProfile? board = null)
    {
        int? sram = arguments.GetValue(_sram);
        int? room = board is null ? null : BoardFit.SramFor(board, BoardFit.RowElements(graph));
        PlanLimits limits = new(sram is null || room < sram ? room ?? sram : sram, arguments.GetValue(_overhead));
        limits = Time(arguments, target)?.Limit(limits) ?? limits;
        return ProgressReport.Run(
            arguments.InvocationConfiguration.Error, "planning", () => PlanSelector.Resolve(graph, target.Layout, arguments.GetValue(_schedule) ?? _default, limits, room == limits.SramBytes ? board?.Name : null));
    }

    private static ScheduleRequest? ReadSchedule(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        ScheduleRequest? request = ScheduleRequest.TryParse(text);
        if (request is null)
        {
            result.AddError($"\"{text}\" is not a schedule; write {ScheduleRequest.Syntax}");
        }

        return request;
    }
}
