// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;

namespace MCUNetV2.Cli.Verbs.PublicModels;

/// <summary><c>models --folder DIR</c>: which published models run in how much on which board.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly Option<string?> _list = new("--list") { Description = "Models with source, licence and SHA-256 (default: docs/models.json)", HelpName = "FILE" };
    private readonly Option<string[]> _folders = new("--folder") { Description = "Where the files are that you fetched from those sources, with folders below it; may be given several times", HelpName = "DIR", Required = true };
    private readonly Option<DeviceTarget[]> _targets = new("--target")
    {
        Description = "Also count instructions on a simulated microcontroller; may be given several times",
        HelpName = "TARGET",
        CustomParser = result => [.. result.Tokens.Select(token => DeviceTarget.Find(token.Value, result.AddError)).OfType<DeviceTarget>()],
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write the table as a page, Markdown", HelpName = "FILE" };
    private readonly Option<bool> _json = CommonOptions.Json();

    public ModelsCommand()
        : base("models", "Measure published models: SRAM, flash, time, and which board they fit")
    {
        foreach (Option option in new Option[] { _list, _folders, _targets, _output, _json })
        {
            Options.Add(option);
        }

        _targets.Validators.Add(result =>
        {
            if (result.GetValue(_targets)?.FirstOrDefault(target => target.Machine is null) is { } target)
            {
                result.AddError($"--target {target.Name}: instructions are counted on a simulated microcontroller");
            }
        });
        SetAction((arguments, cancellation) => Task.Run(() => Run(arguments, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        IReadOnlyList<PublicModel> list = ModelList.Read(arguments.GetValue(_list) ?? RepositoryRoot.Shared("docs/models.json"));
        IReadOnlyDictionary<string, string> files = ModelList.Files(arguments.GetRequiredValue(_folders));
        PublicModel[] found = [.. list.Where(model => files.ContainsKey(model.Sha256))];
        DeviceTarget[] targets = arguments.GetValue(_targets) ?? [];
        ModelsReport report = ProgressReport.Run(arguments.InvocationConfiguration.Error, "measuring", found.Length, step => new ModelsReport(
            [
                .. found.Select(model =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    ModelRow row = Measure(model, files[model.Sha256], targets);
                    step();
                    return row;
                }),
            ],
            [.. list.Except(found).Select(model => model.Name)]));
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_output) is { } page)
        {
            OutputFile.Write(page, ModelsPage.Create(report));
        }

        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else if (arguments.GetValue(_output) is null)
        {
            output.Write(ModelsPage.Create(report));
        }

        return (int)ExitCode.Ok;
    }

    private static ModelRow Measure(PublicModel model, string file, IReadOnlyList<DeviceTarget> targets)
    {
        ModelGraph graph = ModelFile.Read(file).Import();
        PlanResult plans = PlanSelector.Resolve(graph, DeviceTarget.Host.Layout, ScheduleRequest.TryParse("auto")!, new PlanLimits());
        Plan chosen = plans.Chosen!;
        Plan smallest = plans.Front.MinBy(plan => plan.PeakBytes)!;
        Tensor input = graph.Tensors[graph.Input];
        return new ModelRow(
            model,
            [input.Height, input.Width, input.Channels],
            MacCount.Of(graph.Whole ?? graph),
            LayerMemory.Of(graph).PeakBytes,
            chosen.PeakBytes,
            smallest.PeakBytes,
            Math.Round(smallest.Overhead, 6),
            PackageWriter.Write(chosen).Length,
            [.. targets.Select(target => Count(graph, target))],
            [.. BoardProfile.Names.Select(BoardProfile.Read).Select(board => BoardFit.Of(board, BoardFit.RowElements(graph), smallest.PeakBytes, PackageWriter.Write(chosen).Length))]);
    }

    private static TargetInstructions Count(ModelGraph graph, DeviceTarget target)
    {
        Plan plan = PlanSelector.Resolve(graph, target.Layout, ScheduleRequest.TryParse("auto")!, new PlanLimits()).Chosen!;
        using IInferenceEngine engine = target.Open(PackageWriter.Write(plan));
        byte[] input = new byte[engine.Model.Input.Length];
        new Random(1).NextBytes(input);
        return new TargetInstructions(target.Name, engine.Run(new TensorInput(engine.Model, input)).Instructions!.Value);
    }
}
