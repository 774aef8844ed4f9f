// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Camera.ArduCam;

namespace MCUNetV2.Host.Camera.ArduCam;

/// <summary>An ArduCAM Mini 2MP in front of pictures: chip and sensor at their registers, to be driven by the firmware's own driver.</summary>
public sealed class SimulatedArduCam
{
    private readonly Func<int, int, PixelFormat, byte[]> _scene;
    private CameraFault _fault;

    /// <summary>Creates a module.</summary>
    /// <param name="scene">What it sees: the bytes of a frame of a width, a height and a format.</param>
    public SimulatedArduCam(Func<int, int, PixelFormat, byte[]> scene)
    {
        _scene = scene;
        Clock = new SimulatedClock();
        Sensor = new SimulatedOv2640();
        Chip = new SimulatedArduChip(Clock, Capture);
    }

    /// <summary>Time for it and its driver.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>Its SPI side.</summary>
    public SimulatedArduChip Chip { get; }

    /// <summary>Its I2C side.</summary>
    public SimulatedOv2640 Sensor { get; }

    /// <summary>What is wrong with it.</summary>
    public CameraFault Fault
    {
        get => _fault;
        set => _fault = Chip.Fault = Sensor.Fault = value;
    }

    /// <summary>The firmware's driver for it.</summary>
    public ArduCamMini CreateDriver(int width = 160, int height = 120) => new(Chip, Sensor, width, height, Clock);

    /// <summary>A module in front of picture files: the function names the file that it sees at the moment.</summary>
    public static SimulatedArduCam Before(Func<string> picture) =>
        new((width, height, format) => PictureRows.Read(picture(), width, height, format));

    private byte[]? Capture() =>
        Sensor.Format is { } format && Sensor.Width > 0 && Sensor.Height > 0 ? _scene(Sensor.Width, Sensor.Height, format) : null;
}
