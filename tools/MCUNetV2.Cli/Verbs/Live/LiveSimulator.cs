// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Cli.Verbs.Demo;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Detection;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>A simulated board with one model, which looks at a frame whenever it is shown one. For one thread at a time.</summary>
internal sealed class LiveSimulator : IDisposable
{
    private readonly CompiledModel _model;
    private readonly HostBoard _host;
    private readonly SimulatedCamera _camera = new([], WakeWordFrame.Width, WakeWordFrame.Height, WakeWordFrame.Format);
    private readonly SimulatedBoard _board;
    private readonly LiveApplication _application;
    private readonly List<TelemetryLine> _telemetry = [];

    public LiveSimulator(CompiledModel model)
    {
        _model = model;
        _host = HostEngine.Link(model.Bytes);
        _board = new SimulatedBoard(_camera, 0, Listen);
        _application = new LiveApplication(_board);
    }

    /// <param name="encoded">A picture's file.</param>
    /// <param name="isStream">A camera's picture, for which the firmware's hysteresis counts; others stand for themselves.</param>
    /// <exception cref="CliException">It is no picture, or the firmware reported an error.</exception>
    public LiveAnswer Look(byte[] encoded, float threshold, bool isStream)
    {
        byte[] frame;
        try
        {
            frame = PictureRows.Decode("the picture", encoded, WakeWordFrame.Width, WakeWordFrame.Height, WakeWordFrame.Format);
        }
        catch (CameraException exception)
        {
            throw new CliException(ExitCode.InvalidFile, exception.Message);
        }

        _host.Use();
        _telemetry.Clear();
        _camera.Show("the picture", frame);
        _board.FramesLeft = 1;
        (_application.Threshold, _application.Hysteresis) = (threshold, isStream ? 0.1f : 0);
        _application.Forget();
        _application.Run();
        LiveLook look = _application.Last ?? throw new CliException(
            ExitCode.TargetFailure, $"the firmware reported: {_telemetry.LastOrDefault(line => line.Type == "error")?.Word("message") ?? "nothing"}");
        SavedFrame saved = new(
            new BoardPicture(WakeWordFrame.Width, WakeWordFrame.Height, WakeWordFrame.Format, frame), _telemetry.First(line => line.Type == "inference"));
        return Answer(look, saved);
    }

    public void Dispose() => _host.Dispose();

    private void Listen(string line)
    {
        if (TelemetryLine.TryParse(line) is { } telemetry)
        {
            _telemetry.Add(telemetry);
        }
    }

    private LiveAnswer Answer(LiveLook look, SavedFrame saved) => new(
        look.Label,
        look.Score,
        look.IsPresent,
        _board.IsLit,
        [.. look.Objects.Select(Box)],
        look.TotalMicroseconds,
        look.InputMicroseconds,
        look.NativeMicroseconds,
        look.ManagedMicroseconds,
        [.. look.OperatorMicroseconds],
        look.Arena.HighWater,
        look.Arena.Image,
        Convert.ToBase64String(InputProbe.Photograph(
            _model, SimulatedCamera.ForFrame("the picture", saved.Picture.Bytes, WakeWordFrame.Width, WakeWordFrame.Height, WakeWordFrame.Format))),
        saved);

    private LiveBox Box(DetectedObject found)
    {
        DetectorHead? head = _model.Graph?.Head as DetectorHead;
        string label = found.ClassIndex < head?.Labels.Length ? head.Labels[found.ClassIndex] : $"class {found.ClassIndex}";
        return new LiveBox(label, found.Score, found.Left, found.Top, found.Right, found.Bottom);
    }
}
