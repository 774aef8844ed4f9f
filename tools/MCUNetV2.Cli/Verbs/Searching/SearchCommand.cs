// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary><c>search SPACE -o OUT</c>: a network and a schedule under limits of SRAM, flash and MACs.</summary>
internal sealed class SearchCommand : Command
{
    private readonly Argument<string> _space = new("SPACE") { Description = "The networks to choose from, or the configuration of one around which to search: a JSON file" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The configuration to write; train takes it", HelpName = "FILE", Required = true };
    private readonly Option<int?> _sram = CommonOptions.Size("--sram", "SRAM at most, everything counted: bytes or KiB (default: the budget in SPACE, as for the next two)");
    private readonly Option<int?> _flash = CommonOptions.Size("--flash", "Flash at most");
    private readonly Option<long?> _macs = new("--macs") { Description = "Multiply-accumulates at most, as 12000000 or 12M", HelpName = "COUNT", CustomParser = ReadMacs };
    private readonly Option<IReadOnlyList<int>?> _inputSizes = new("--input-size") { Description = "Height and width of the input, as 80, or 64..112 for every eighth pixel (default: SPACE's)", HelpName = "PIXELS", CustomParser = ReadInputSizes };
    private readonly Option<int> _candidates = Count("--candidates", "Networks to plan; looking at others costs next to nothing", 100);
    private readonly Option<int> _finalists = Count("--finalists", "Networks to come out with", 4);
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _data = new("--data") { Description = "Also train the finalists for a short while on these pictures, as for train, and choose by accuracy", HelpName = "DIR" };
    private readonly Option<int> _epochs = Count("--epochs", "Passes over the pictures with which all finalists begin; the better half goes on to twice as many, until one is best", 4);
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _explain = new("--explain") { Description = "Also say how the finalists share out receptive field and MACs between the part that streams the image and the rest" };
    private readonly TargetOptions _target;
    private readonly TimeOptions _time;

    public SearchCommand()
        : base("search", "Find a network and its schedule under limits of SRAM, flash, MACs and time. Networks are judged without training, by the entropy that they can express; "
            + "each counts only with a schedule that keeps the limits. With --target or --board, memory and time are those of the fastest schedule within the SRAM on that processor.\n\n"
            + "Example: the best network for 16 KiB of SRAM and 256 KiB of flash, then its training\n"
            + "  mcunet search models/vww/space.json -o out/best.json --sram 16KiB --flash 256KiB --macs 12M --input-size 80\n"
            + "  mcunet train out/best.json --data pictures -o out/best\n"
            + "Example: the same in at most 150 ms on a board\n"
            + "  mcunet search models/vww/space.json -o out/best.json --board stm32f769i-disco-arducam --milliseconds 150")
    {
        Arguments.Add(_space);
        foreach (Option option in new Option[] { _output, _sram, _flash, _macs, _inputSizes, _candidates, _finalists, _seed, _data, _epochs, _explain, _json })
        {
            Options.Add(option);
        }

        _target = new TargetOptions(this);
        _time = new TimeOptions(this);
        SetAction((arguments, cancellation) => Task.Run(() => RunAsync(arguments, cancellation), cancellation));
    }

    private static Option<int> Count(string name, string description, int usual) =>
        new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual }.AtLeast(1);

    private static long? ReadMacs(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        long? macs = CountText.TryParse(text);
        if (macs is null)
        {
            result.AddError($"\"{text}\" is no number of MACs; write 12000000 or 12M");
        }

        return macs;
    }

    private static IReadOnlyList<int>? ReadInputSizes(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        IReadOnlyList<int>? sizes = InputSizes.TryParse(text);
        if (sizes is null)
        {
            result.AddError($"\"{text}\" is no input size; write 80, or 64..112 (16 to 320; a range holds multiples of 8)");
        }

        return sizes;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string path = arguments.GetRequiredValue(_space);
        NetworkConfiguration? given = NetworkConfiguration.IsMeantBy(path) ? NetworkConfiguration.Load(path) : null;
        SearchSpace space = given is null ? SearchSpace.Load(path) : Neighbourhood.Of(given);
        space = space with { InputSizes = arguments.GetValue(_inputSizes) ?? space.InputSizes };
        BudgetConfiguration limits = new(
            Limit(_sram, arguments.GetValue(_sram) ?? space.Budget?.SramBytes),
            Limit(_flash, arguments.GetValue(_flash) ?? space.Budget?.FlashBytes),
            Limit(_macs, arguments.GetValue(_macs) ?? space.Budget?.Macs));
        DeviceTarget target = _target.Target(arguments);
        TimeBudget? budget = _time.Of(arguments, target);
        TimeLimit? time = budget is null ? null : new TimeLimit(target.Layout, budget.Costs, budget.MostInstructions);
        SearchOptions options = new(arguments.GetValue(_candidates), arguments.GetValue(_finalists), arguments.GetValue(_seed)) { Time = time };
        SearchResult result = ProgressReport.Run(
            arguments.InvocationConfiguration.Error, "planning", options.Plans, planned => Evolution.Run(space, limits, options, planned, cancellation));

        string output = arguments.GetRequiredValue(_output);
        FinalistReport[] finalists = [.. result.Finalists.Select(finalist => FinalistReport.Create(finalist.Candidate.Network, finalist.Deployment, accuracy: null, budget))];
        if (arguments.GetValue(_data) is { Length: > 0 } data)
        {
            FinalistTraining training = new(result.Finalists, output, data, arguments.GetValue(_epochs), options.Seed, budget);
            int code = await training.RunAsync(arguments.InvocationConfiguration.Error, cancellation);
            if (code != (int)ExitCode.Ok)
            {
                return code;
            }

            finalists = [.. training.Ranking()];
        }

        OutputFile.Write(output, ConfigurationText.Of(finalists[0].Configuration));
        FinalistReport? reference = given is null ? null : FinalistReport.Create(given, UntrainedNetwork.Deploy(given, time), accuracy: null, budget);
        Report(arguments, new SearchReport(limits, result.Screened, result.Planned, result.Fitting, reference, [.. finalists], output)
        {
            Target = budget is null ? null : target.Name,
            MostInstructions = budget?.MostInstructions,
        });
        return (int)ExitCode.Ok;
    }

    private static T Limit<T>(Option option, T? value)
        where T : struct => value ?? throw new CliException(ExitCode.Usage, $"search: {option.Name} is missing, and SPACE has no budget");

    private void Report(ParseResult arguments, SearchReport report)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            SearchListing.Write(ReportConsole.Create(output), report);
            if (arguments.GetValue(_explain))
            {
                SearchExplanation.Write(ReportConsole.Create(output), report);
            }
        }
    }
}
