// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Camera.Dvp;
using MCUNetV2.Interop;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>The parallel camera's C# side; a PC has no such port, which is the fault to be named.</summary>
public class DvpCameraTests
{
    [Fact]
    public void A_machine_without_a_parallel_port_says_so()
    {
        using DvpCamera camera = new(DvpPins.Esp32S3Eye());
        Should.Throw<CameraException>(camera.StartFrame).Message.ShouldBe("camera does not start: not found");
    }

    [Fact]
    public void Without_a_picture_there_are_no_rows()
    {
        const int State = -14;
        Native.CameraCapture().ShouldBe(State);
        Native.CameraRead(new byte[64], 0, 1).ShouldBe(State);
        Native.CameraRelease().ShouldBe(0);
        Native.CameraClose().ShouldBe(0);
    }

    [Fact]
    public void Every_board_has_eight_data_pins_of_its_own()
    {
        foreach (DvpPins pins in new[] { DvpPins.Esp32S3Eye(), DvpPins.XiaoEsp32S3Sense(), DvpPins.Esp32Cam() })
        {
            pins.Data.Length.ShouldBe(8);
            int[] all = [.. pins.Data, pins.Clock, pins.SccbData, pins.SccbClock, pins.VerticalSync, pins.RowReference, pins.PixelClock];
            all.ShouldBeUnique();
        }
    }
}
