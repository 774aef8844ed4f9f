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
using MCUNetV2.Detection;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary><c>demo</c>: the wake word firmware, or the detector's, in the simulator, over a few photographs.</summary>
internal sealed class DemoCommand : Command
{
    private readonly Option<string?> _model = new("--model") { Description = "Another model or package (default: models/vww/person_vww.tflite, with --detect models/detect/person_detect.tflite)", HelpName = "FILE" };
    private readonly Option<bool> _detect = new("--detect") { Description = "The detector firmware instead of the wake word's: boxes and counts" };
    private readonly Option<string?> _pictures = new("--pictures") { Description = "Other photographs, best in folders named after the model's classes (default: samples)", HelpName = "DIR" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Where the report page goes (default: out/demo)", HelpName = "DIR" };
    private readonly PlanningOptions _planning;

    public DemoCommand()
        : base("demo", "Run the wake word firmware, or the detector's, in the simulator and write a report page")
    {
        Options.Add(_detect);
        Options.Add(_model);
        Options.Add(_pictures);
        Options.Add(_output);
        _planning = new PlanningOptions(this);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        string modelPath = arguments.GetValue(_model) ?? RepositoryRoot.Shared(arguments.GetValue(_detect) ? "models/detect/person_detect.tflite" : "models/vww/person_vww.tflite");
        IReadOnlyList<string> pictures = SamplePictures.Find(
            arguments.GetValue(_pictures) ?? RepositoryRoot.Shared("samples"), arguments.InvocationConfiguration.Error);
        CompiledModel model = ModelResolver.Resolve(ModelFile.Read(modelPath), arguments, _planning, DeviceTarget.Host);
        bool isDetector = model.Package.Head is DetectorHead;
        if (arguments.GetValue(_detect) && !isDetector)
        {
            throw new CliException(ExitCode.Usage, $"demo: {modelPath} has no head with boxes; without --detect it runs as a wake word");
        }

        InferenceReport walk = Rehearse(model, pictures[0]);
        IReadOnlyList<DemoFrame> frames = isDetector ? DetectorRun.Run(model, pictures) : WakeWordRun.Run(model, pictures);
        DemoResult result = new(
            Path.GetFileName(modelPath),
            model.Package,
            model.Schedule,
            isDetector,
            $"{FirmwareRun.FrameWidth} x {FirmwareRun.FrameHeight} RGB565",
            walk.Arena.HighWater,
            walk.Arena.Image,
            isDetector ? ObjectDetector.DefaultThreshold : WakeWordRun.Threshold(model),
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
        return engine.Run(new CameraInput(engine.Model, FirmwareRun.CameraOf([picture])));
    }
}
