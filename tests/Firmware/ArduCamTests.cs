// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Camera.ArduCam;
using MCUNetV2.Host.Camera.ArduCam;
using MCUNetV2.Host.Inference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>The ArduCAM driver against the module's registers.</summary>
public class ArduCamTests
{
    [Theory]
    [InlineData(160, 120)]
    [InlineData(96, 96)]
    [InlineData(4, 4)]
    [InlineData(320, 240)]
    public void A_frame_arrives_as_the_sensor_sends_it(int width, int height)
    {
        SimulatedArduCam module = new(Pattern);
        ArduCamMini camera = module.CreateDriver(width, height);

        ReadFrame(camera, 7).ShouldBe(Pattern(width, height, PixelFormat.Rgb565BigEndian));
        module.Sensor.Resets.ShouldBe(2); // power and driver
        module.Chip.BytesRead.ShouldBe(width * height * 2);
        ReadFrame(camera, 1000).ShouldBe(Pattern(width, height, PixelFormat.Rgb565BigEndian));
        module.Sensor.Resets.ShouldBe(2);
    }

    [Fact]
    public void A_frame_can_be_read_again_from_its_start()
    {
        ArduCamMini camera = new SimulatedArduCam(Pattern).CreateDriver(32, 16);
        camera.StartFrame();
        byte[] rows = new byte[32 * 2 * 16];
        camera.ReadRows(rows, 5);
        camera.Rewind();
        camera.ReadRows(rows, 16).ShouldBe(16);
        rows.ShouldBe(Pattern(32, 16, PixelFormat.Rgb565BigEndian));
        camera.ReadRows(rows, 1).ShouldBe(0);
    }

    [Theory]
    [InlineData(CameraFault.SpiSilent, "camera does not answer on SPI: wrote 85, read 0")]
    [InlineData(CameraFault.SpiStuck, "camera does not answer on SPI: wrote 85, read 255")]
    [InlineData(CameraFault.SensorSilent, "camera sensor does not answer on I2C")]
    [InlineData(CameraFault.OtherSensor, "camera sensor is 5642, not an OV2640 (2641 or 2642)")]
    [InlineData(CameraFault.NoFrame, "camera did not finish a frame in 1000 ms")]
    [InlineData(CameraFault.ShortFrame, "camera frame has 19200 bytes, not 38400")]
    public void A_fault_is_named_and_the_next_frame_works(CameraFault fault, string message)
    {
        SimulatedArduCam module = new(Pattern) { Fault = fault };
        ArduCamMini camera = module.CreateDriver();

        Should.Throw<CameraException>(camera.StartFrame).Message.ShouldBe(message);
        camera.EndFrame();
        module.Fault = CameraFault.None;
        ReadFrame(camera, 10).ShouldBe(Pattern(160, 120, PixelFormat.Rgb565BigEndian));
    }

    [Theory]
    [InlineData(CameraFault.SpiStuck)]
    [InlineData(CameraFault.NoFrame)]
    [InlineData(CameraFault.ShortFrame)]
    public void A_fault_after_good_frames_starts_the_camera_anew(CameraFault fault)
    {
        SimulatedArduCam module = new(Pattern);
        ArduCamMini camera = module.CreateDriver();
        ReadFrame(camera, 10);
        module.Fault = fault;
        Should.Throw<CameraException>(camera.StartFrame);
        module.Fault = CameraFault.None;

        ReadFrame(camera, 10).ShouldBe(Pattern(160, 120, PixelFormat.Rgb565BigEndian));
        module.Sensor.Resets.ShouldBe(3);
    }

    [Fact]
    public void Waiting_for_a_frame_ends()
    {
        SimulatedArduCam module = new(Pattern) { Fault = CameraFault.NoFrame };
        Should.Throw<CameraException>(module.CreateDriver().StartFrame);
        module.Clock.Milliseconds.ShouldBeInRange(1000, 2000);
    }

    [Theory]
    [InlineData(0, 96)]
    [InlineData(98, 96)]
    [InlineData(804, 96)]
    [InlineData(800, 600)]
    public void A_size_that_the_sensor_cannot_make_is_refused(int width, int height) =>
        Should.Throw<ArgumentException>(() => new SimulatedArduCam(Pattern).CreateDriver(width, height));

    [Fact]
    public void Rows_stream_into_the_patches_without_a_frame_in_memory()
    {
        SimulatedArduCam module = new(Pattern);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(24, 32, 3));
        TestFrames direct = new(Pattern(160, 120, PixelFormat.Rgb565BigEndian), 160, 120, PixelFormat.Rgb565BigEndian);

        InferenceReport streamed = engine.Run(new CameraInput(engine.Model, module.CreateDriver(), null, bandRows: 2));

        streamed.Outputs[0].Bytes.ShouldBe(engine.Run(new CameraInput(engine.Model, direct)).Outputs[0].Bytes);
        module.Chip.BytesRead.ShouldBe(160 * 120 * 2);
    }

    private static byte[] Pattern(int width, int height, PixelFormat format)
    {
        format.ShouldBe(PixelFormat.Rgb565BigEndian);
        byte[] frame = new byte[width * height * 2];
        new Random((width * 1000) + height).NextBytes(frame);
        return frame;
    }

    private static byte[] ReadFrame(ArduCamMini camera, int rows)
    {
        int rowBytes = camera.Width * 2;
        List<byte> frame = new();
        byte[] band = new byte[rows * rowBytes];
        camera.StartFrame();
        while (frame.Count < camera.Height * rowBytes)
        {
            frame.AddRange(band.Take(camera.ReadRows(band, rows) * rowBytes));
        }

        camera.EndFrame();
        return [.. frame];
    }
}
