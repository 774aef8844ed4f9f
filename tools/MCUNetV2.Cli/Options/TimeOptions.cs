// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;

namespace MCUNetV2.Cli.Options;

/// <summary><c>--instructions</c> and <c>--milliseconds</c>, for verbs that choose by time; <c>--clock</c> for the latter.</summary>
internal sealed class TimeOptions
{
    private readonly Option<long?> _instructions = new("--instructions")
    {
        Description = "Instructions of an inference at most, predicted for the target's kernels: 20000000 or 20M",
        HelpName = "COUNT",
        CustomParser = ReadInstructions,
    };

    private readonly Option<double?> _milliseconds = new("--milliseconds")
    {
        Description = "Milliseconds of an inference at most: an estimate from the predicted instructions, each taking as long as it may (docs/MEASURING.md)",
        HelpName = "MS",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [{ Value: var text }] && double.TryParse(text, CultureInfo.InvariantCulture, out double value) && !(value > 0 && double.IsFinite(value)))
                {
                    result.AddError($"--milliseconds is {text}; a number above 0 is needed");
                }
            },
        },
    };

    public TimeOptions(Command command)
    {
        command.Options.Add(_instructions);
        command.Options.Add(_milliseconds);
    }

    /// <summary>Whether nobody asked for either.</summary>
    public bool IsDefault(ParseResult arguments) => arguments.GetResult(_instructions) is null && arguments.GetResult(_milliseconds) is null;

    /// <summary>The target's time and its limit; null where nothing is known of the target and nothing asked.</summary>
    /// <exception cref="CliException">A limit was asked for a target of which nothing is known.</exception>
    public TimeBudget? Of(ParseResult arguments, DeviceTarget target)
    {
        long? instructions = arguments.GetValue(_instructions);
        double? milliseconds = arguments.GetValue(_milliseconds);
        if (target is not { Costs: { } costs, Machine: { } machine })
        {
            return instructions is null && milliseconds is null
                ? null
                : throw new CliException(ExitCode.Usage, $"{(instructions is null ? _milliseconds.Name : _instructions.Name)}: what an inference takes is not known for {target.Name}; give --target one of {DeviceTarget.NamesWithCosts}");
        }

        long? within = milliseconds is { } most ? TimeBudget.InstructionsIn(most, machine.AssumedTicks) : null;
        return new TimeBudget(costs, machine.AssumedTicks, within is null || instructions < within ? instructions : within);
    }

    private static long? ReadInstructions(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        long? count = CountText.TryParse(text);
        if (count is null)
        {
            result.AddError($"\"{text}\" is no number of instructions; write 20000000 or 20M");
        }

        return count;
    }
}
