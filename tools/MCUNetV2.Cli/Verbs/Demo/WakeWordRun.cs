// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>Runs the wake word firmware's own Main on a simulated board, one frame a photograph.</summary>
internal sealed class WakeWordRun
{
    /// <summary>Frames of the simulated camera: an OV2640's QQVGA.</summary>
    public const int FrameWidth = 160;

    /// <inheritdoc cref="FrameWidth"/>
    public const int FrameHeight = 120;

    private readonly CompiledModel _model;
    private readonly List<TelemetryLine> _answers = [];
    private readonly List<bool> _lights = [];
    private string? _error;

    private WakeWordRun(CompiledModel model)
    {
        _model = model;
    }

    /// <exception cref="CliException">The firmware reported an error.</exception>
    public static IReadOnlyList<DemoFrame> Run(CompiledModel model, IReadOnlyList<string> pictures)
    {
        return new WakeWordRun(model).Run(pictures);
    }

    private IReadOnlyList<DemoFrame> Run(IReadOnlyList<string> pictures)
    {
        SimulatedBoard board = new(new SimulatedCamera(pictures, FrameWidth, FrameHeight), pictures.Count, Listen);
        board.FrameDue += frame => NoteLight(frame, board);
        HostEngine.Link(_model.Bytes);
        Board.Use(board);
        WakeWordDemo.Program.Main();
        NoteLight(pictures.Count, board);
        return _error is null && _answers.Count == pictures.Count
            ? [.. pictures.Select(CreateFrame)]
            : throw new CliException(ExitCode.TargetFailure, $"the firmware reported: {_error ?? "nothing for some of the frames"}");
    }

    private void NoteLight(int frame, SimulatedBoard board)
    {
        if (frame > 0)
        {
            _lights.Add(board.IsLit);
        }
    }

    private void Listen(string line)
    {
        switch (TelemetryLine.TryParse(line))
        {
            case { Type: "inference" } answer:
                _answers.Add(answer);
                break;
            case { Type: "error" } error:
                _error = error.Word("message");
                break;
        }
    }

    private DemoFrame CreateFrame(string picture, int index)
    {
        TelemetryLine telemetry = _answers[index];
        string label = telemetry.Word("label") ?? "";
        bool isPresent = telemetry.Flag("present") ?? false;
        string[] labels = [.. (_model.Package.Head as ClassifierHead)?.Labels ?? []];
        string? folder = SamplePictures.ClassOf(picture);
        bool? isRight = !labels.Contains(folder) ? null : labels.Length == 2 ? (folder == label) == isPresent : folder == label && isPresent;
        return new DemoFrame(
            Path.GetFileName(picture),
            File.ReadAllBytes(picture),
            InputProbe.Photograph(_model, new SimulatedCamera([picture], FrameWidth, FrameHeight)),
            isPresent ? label : labels.Length == 2 ? labels.First(other => other != label) : $"not {label}",
            isRight,
            label,
            telemetry.Number("score") ?? 0,
            isPresent,
            _lights[index],
            (int)(telemetry.Number("totalMicroseconds") ?? 0));
    }
}
