// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>Runs an application of the firmware, its own Main, on a simulated board, one frame a photograph.</summary>
internal sealed class FirmwareRun
{
    /// <summary>Frames of the simulated camera: an OV2640's QQVGA.</summary>
    public const int FrameWidth = 160;

    /// <inheritdoc cref="FrameWidth"/>
    public const int FrameHeight = 120;

    private readonly List<FirmwareAnswer> _answers = [];
    private readonly List<bool> _lights = [];
    private string? _error;

    private FirmwareRun()
    {
    }

    /// <param name="model">Linked into the firmware.</param>
    /// <param name="pictures">Files that the camera looks at, one after the other.</param>
    /// <param name="main">The application.</param>
    /// <returns>What the firmware said of each picture.</returns>
    /// <exception cref="CliException">The firmware reported an error.</exception>
    public static IReadOnlyList<FirmwareAnswer> Run(CompiledModel model, IReadOnlyList<string> pictures, Action main)
    {
        FirmwareRun run = new();
        SimulatedBoard board = new(CameraOf(pictures), pictures.Count, run.Listen);
        board.FrameDue += frame => run.NoteLight(frame, board);
        HostEngine.Link(model.Bytes);
        Board.Use(board);
        main();
        run.NoteLight(pictures.Count, board);
        return run._error is null && run._answers.Count == pictures.Count
            ? [.. run._answers.Select((answer, index) => answer with { Led = run._lights[index] })]
            : throw new CliException(ExitCode.TargetFailure, $"the firmware reported: {run._error ?? "nothing for some of the frames"}");
    }

    /// <summary>The simulated camera, which shows pictures one after the other.</summary>
    public static SimulatedCamera CameraOf(IReadOnlyList<string> pictures) => new(pictures, FrameWidth, FrameHeight);

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
            case { Type: "inference" } inference:
                _answers.Add(new FirmwareAnswer(inference, []));
                break;
            case { Type: "object" } found:
                _answers[^1].Objects.Add(found);
                break;
            case { Type: "error" } error:
                _error = error.Word("message");
                break;
        }
    }
}

/// <summary>What the firmware said of a frame.</summary>
/// <param name="Inference">Its line of telemetry.</param>
/// <param name="Objects">A line for each detected object, most probable first.</param>
/// <param name="Led">Whether the LED was lit afterwards.</param>
internal sealed record FirmwareAnswer(TelemetryLine Inference, List<TelemetryLine> Objects, bool Led = false);
