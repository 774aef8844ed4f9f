// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Cli.Programs;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>
/// <c>search SPACE -o OUT</c>: a network and a schedule under limits of SRAM, flash, MACs and time. The training program derives from it: with pictures, networks are judged there.
/// </summary>
internal class SearchCommand : Command
{
    private const int UsualCandidates = 100;
    private const int UsualFinalists = 4;
    private const int UsualJudged = 300;
    private const int UsualFront = 8;

    private readonly Argument<string> _space = new("SPACE") { Description = "The networks to choose from, or the configuration of one around which to search: a JSON file" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The configuration to write; train takes it", HelpName = "FILE", Required = true };
    private readonly Option<int?> _sram = CommonOptions.Size("--sram", "SRAM at most, everything counted: bytes or KiB (default: the budget in SPACE, as for the next two)");
    private readonly Option<int?> _flash = CommonOptions.Size("--flash", "Flash at most");
    private readonly Option<long?> _macs = new("--macs") { Description = "Multiply-accumulates at most, as 12000000 or 12M", HelpName = "COUNT", CustomParser = ReadMacs };
    private readonly Option<IReadOnlyList<int>?> _inputSizes = new("--input-size") { Description = "Height and width of the input, as 80, or 64..112 for every eighth pixel (default: SPACE's)", HelpName = "PIXELS", CustomParser = ReadInputSizes };
    private readonly Option<int?> _candidates = Count("--candidates", $"Networks to plan; looking at others costs next to nothing (default: {UsualCandidates}; {UsualJudged} with --data, all of them judged by pictures)");
    private readonly Option<int?> _finalists = Count("--finalists", $"Networks to come out with (default: {UsualFinalists}; {UsualFront} with --data)");
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<FileInfo?> _reference = new("--reference") { Description = "A configuration to list beside what is found; with --data it is judged as well, where SPACE has it" };
    private readonly Option<string?> _page = new("--report") { Description = "Also write a page with pictures of what was found", HelpName = "FILE.html" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _explain = new("--explain") { Description = "Also say how the finalists share out receptive field and MACs between the part that streams the image and the rest" };
    private readonly TargetOptions _target;
    private readonly TimeOptions _time;

    /// <summary>Pictures that judge; those of them that are seldom needed are not listed.</summary>
    protected PictureOptions Pictures { get; } = new();

    /// <summary>How a supernet learns that is not there yet.</summary>
    protected SupernetLengths Lengths { get; } = new();

    /// <summary>A trained supernet.</summary>
    protected Option<FileInfo?> SupernetFile { get; } = new("--supernet") { Description = "Judge by this trained supernet, as train supernet writes it (default: one is trained first, in a folder beside FILE)" };

    public SearchCommand()
        : base("search", "Find a network and its schedule under limits of SRAM, flash, MACs and time. Networks are judged without training, by the entropy that they can express; "
            + "each counts only with a schedule that keeps the limits. With --target or --board, memory and time are those of the fastest schedule within the SRAM on that processor.\n\n"
            + "Example: the best network for 16 KiB of SRAM and 256 KiB of flash, then its training\n"
            + "  mcunet search models/vww/space.json -o out/best.json --sram 16KiB --flash 256KiB --macs 12M --input-size 80\n"
            + "  mcunet train out/best.json --data pictures -o out/best\n"
            + "Example: the same in at most 150 ms on a board\n"
            + "  mcunet search models/vww/space.json -o out/best.json --board stm32f769i-disco-arducam --milliseconds 150\n"
            + "Example: judged by accuracy: all networks of the space are trained at once, sharing their weights; then the best is trained on by itself\n"
            + "  mcunet search models/vww/supernet.json --data pictures -o out/best.json --board stm32f769i-disco-arducam --milliseconds 100\n"
            + "  mcunet train out/best.json --data pictures -o out/best --start-from out/best.safetensors")
    {
        Arguments.Add(_space);
        Pictures.Data.Required = false;
        Pictures.Data.Description = "Judge networks by their accuracy on these pictures, as for train, with weights that they inherit from a supernet";
        foreach (Option option in Pictures.Others.Except([Pictures.Classes]))
        {
            option.Hidden = true;
        }

        foreach (Option option in new Option[] { _output, _sram, _flash, _macs, _inputSizes, _candidates, _finalists, _seed, Pictures.Data, SupernetFile }.Concat(Lengths.All)
            .Concat([_reference, _page, _explain, _json]).Concat(Pictures.Others))
        {
            Options.Add(option);
        }

        _target = new TargetOptions(this);
        _time = new TimeOptions(this);
        SetAction((arguments, cancellation) => Task.Run(() => RunAsync(arguments, cancellation), cancellation));
    }

    /// <summary>Makes what judges networks by pictures; null in the tool, which leaves that to the training program.</summary>
    /// <param name="arguments">The command line, which names pictures.</param>
    /// <param name="space">Whose networks are judged.</param>
    /// <param name="folder">Where a supernet is trained that is not there yet.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="cancellation">Stops within an epoch.</param>
    protected virtual INetworkJudge? Judge(ParseResult arguments, SearchSpace space, string folder, int seed, CancellationToken cancellation) => null;

    private static Option<int?> Count(string name, string description) => new Option<int?>(name) { Description = description, HelpName = "N" }.AtLeast(1);

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
        string output = arguments.GetRequiredValue(_output);
        NetworkConfiguration? reference = arguments.GetValue(_reference) is { } file ? NetworkConfiguration.Load(file.FullName) : given;
        bool isJudged = arguments.GetValue(Pictures.Data) is { Length: > 0 };
        SearchOptions options = new(
            arguments.GetValue(_candidates) ?? (isJudged ? UsualJudged : UsualCandidates), arguments.GetValue(_finalists) ?? (isJudged ? UsualFront : UsualFinalists), arguments.GetValue(_seed)) { Time = time };
        FinalistFiles files = new(output);
        using INetworkJudge? judge = isJudged ? Judge(arguments, space, files.SupernetFolder, options.Seed, cancellation) : null;
        if (judge is not null)
        {
            string search = $"{space.ToText()} {limits} {target.Name} {budget?.MostInstructions} {options.Seed} {judge.Identity}";
            options = options with { Judge = judge.Accuracy, First = reference is null ? null : space.Find(reference), Journal = TrialJournal.Open(files.Journal, search) };
        }
        else if (isJudged)
        {
            return await ToolProgram.Training.RunAsync(arguments.InvocationConfiguration.Error, arguments.Tokens.Select(token => token.Value), cancellation);
        }

        SearchResult result = ProgressReport.Run(
            arguments.InvocationConfiguration.Error, judge is null ? "planning" : "judging", options.Plans, planned => Evolution.Run(space, limits, options, planned, cancellation));
        FinalistReport[] finalists = [.. result.Finalists.Select(finalist => FinalistReport.Create(finalist.Candidate.Network, finalist.Deployment, finalist.Candidate.Accuracy, budget))];
        if (judge is not null)
        {
            finalists = [.. finalists.Select((finalist, i) => files.Write(i, finalist, path => judge.Save(result.Finalists[i].Candidate.Genes, path)))];
        }

        OutputFile.Write(output, ConfigurationText.Of(finalists[0].Configuration));
        double? accuracy = judge is not null && options.First is { } known ? options.Journal!.Find(known.ToString())?.Accuracy ?? judge.Accuracy(known) : null;
        SearchReport report = new(
            limits, result.Screened, result.Planned, result.Fitting,
            reference is null ? null : FinalistReport.Create(reference, UntrainedNetwork.Deploy(reference, time), accuracy, budget), [.. finalists], output)
        {
            Target = budget is null ? null : target.Name,
            MostInstructions = budget?.MostInstructions,
            Judged = judge?.Pictures,
        };
        if (judge is not null)
        {
            OutputFile.Write(files.Picture, SearchSvg.Front(report));
        }

        if (arguments.GetValue(_page) is { } page)
        {
            ReportFolder.Write(page, SearchPage.Create(report));
        }

        Report(arguments, report);
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
