// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using MCUNetV2.Boards;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;
using MCUNetV2.Host.Gpio;
using MCUNetV2.Interop;
using MCUNetV2.Learning;

namespace MCUNetV2.Host.Boards;

/// <summary>A board whose pins are variables, whose telemetry is a callback, and that has a given number of frames to look at.</summary>
public sealed class SimulatedBoard : IBoard, ILearningBoard, ITelemetryPort
{
    /// <summary>Number of the light's pin.</summary>
    public const int LedPin = 2;

    private readonly SimulatedPins _pins = new();
    private readonly Action<string> _telemetry;

    /// <summary>Creates a board.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="frames">Frames until it says that there are no more.</param>
    /// <param name="telemetry">Told every line of telemetry; nobody by default.</param>
    public SimulatedBoard(IFrameSource camera, int frames, Action<string>? telemetry = null)
    {
        Camera = camera;
        FramesLeft = frames;
        _telemetry = telemetry ?? (_ => { });
        Telemetry = this;
        Led = new GpioController(_pins).OpenPin(LedPin, PinMode.Output);
    }

    /// <summary>Raised before a frame that the application is about to look at, with its number from 0.</summary>
    public event Action<int>? FrameDue;

    /// <inheritdoc/>
    public IFrameSource Camera { get; }

    /// <inheritdoc/>
    public GpioPin Led { get; }

    /// <inheritdoc/>
    public PinValue LedOn => PinValue.High;

    /// <summary>Whether the light is on.</summary>
    public bool IsLit => _pins.Level(LedPin) == PinValue.High;

    /// <summary>The board's port: a callback, unless another one is given.</summary>
    public ITelemetryPort Telemetry { get; init; }

    /// <inheritdoc/>
    public IMemoryProbe? Memory => null;

    /// <inheritdoc/>
    public string Name => "host";

    /// <inheritdoc/>
    public int ModelAddress => HostBoard.FlashAddress;

    /// <inheritdoc/>
    public int ModelBytes { get; set; }

    /// <inheritdoc/>
    public bool IsButtonPressed { get; set; }

    /// <inheritdoc/>
    public ILearningStore? Store { get; set; }

    /// <summary>Frames until it says that there are no more.</summary>
    public int FramesLeft { get; set; }

    /// <summary>Frames that the application has asked for.</summary>
    public int Frames { get; private set; }

    /// <inheritdoc/>
    public bool WaitForNextFrame()
    {
        if (FramesLeft == 0)
        {
            return false;
        }

        FrameDue?.Invoke(Frames);
        FramesLeft--;
        Frames++;
        return true;
    }

    /// <inheritdoc/>
    public void WriteLine(string line) => _telemetry(line);
}
