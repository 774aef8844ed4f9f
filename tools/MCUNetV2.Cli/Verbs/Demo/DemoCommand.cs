// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary><c>demo</c>: the wake word firmware in the simulator, over a few photographs.</summary>
internal sealed class DemoCommand : Command
{
    private const double Threshold = 0.5;

    private readonly Option<string?> _model = new("--model") { Description = "Another model or package (default: models/vww/person_vww.tflite)", HelpName = "FILE" };
    private readonly Option<string?> _pictures = new("--pictures") { Description = "Other photographs, best in folders named after the model's classes (default: samples)", HelpName = "DIR" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Where the report page goes (default: out/demo)", HelpName = "DIR" };
    private readonly PlanningOptions _planning;

    public DemoCommand()
        : base("demo", "Run the wake word firmware in the simulator and write a report page")
    {
        Options.Add(_model);
        Options.Add(_pictures);
        Options.Add(_output);
        _planning = new PlanningOptions(this);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        string modelPath = arguments.GetValue(_model) ?? RepositoryRoot.Shared("models/vww/person_vww.tflite");
        IReadOnlyList<string> pictures = SamplePictures.Find(
            arguments.GetValue(_pictures) ?? RepositoryRoot.Shared("samples"), arguments.InvocationConfiguration.Error);
        CompiledModel model = ModelResolver.Resolve(ModelFile.Read(modelPath), arguments, _planning, DeviceTarget.Host);
        (InferenceReport walk, int frameCount) = (Rehearse(model, pictures[0]), pictures.Count);
        IReadOnlyList<DemoFrame> frames = WakeWordRun.Run(model, pictures);
        DemoResult result = new(
            Path.GetFileName(modelPath),
            model.Package,
            model.Schedule,
            $"{WakeWordRun.FrameWidth} x {WakeWordRun.FrameHeight} RGB565",
            walk.Arena.HighWater,
            walk.Arena.Image,
            (model.Package.Head as ClassifierHead)?.Threshold ?? Threshold,
            [.. frames],
            [.. walk.Patches.Where(patch => patch.Input is not null).Select(patch => new PatchRegion(patch.Row, patch.Column, patch.Input!.Top, patch.Input.Bottom, patch.Input.Left, patch.Input.Right))]);
        string page = Path.Combine(arguments.GetValue(_output) ?? RepositoryRoot.Output("demo"), "report.html");
        OutputFile.Write(page, DemoPage.Create(result));
        DemoListing.Write(ReportConsole.Create(arguments.InvocationConfiguration.Output), result, page);
        return (int)ExitCode.Ok;
    }

    // The application keeps its scheduler to itself, so the walk is recorded in a run of its own.
    private static InferenceReport Rehearse(CompiledModel model, string picture)
    {
        using HostEngine engine = HostEngine.Open(model.Bytes);
        return engine.Run(new CameraInput(engine.Model, new SimulatedCamera([picture], WakeWordRun.FrameWidth, WakeWordRun.FrameHeight)));
    }
}
