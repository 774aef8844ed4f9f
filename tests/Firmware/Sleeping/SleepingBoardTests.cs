// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;
using MCUNetV2.Host.Boards;
using nanoFramework.Hardware.Esp32;
using Shouldly;
using Xunit;
using Thread = MCUNetV2.Boards.Thread;

namespace MCUNetV2.Firmware.Tests.Sleeping;

/// <summary>The ESP32 profile's pause between frames, on a simulated chip.</summary>
public class SleepingBoardTests
{
    [Theory]
    [InlineData(250, EspNativeError.OK, 250)]
    [InlineData(0, EspNativeError.OK, 0)]
    [InlineData(30, EspNativeError.FAIL, 0)]
    public void It_sleeps_for_the_pause_or_waits_awake(int pause, EspNativeError answer, int slept)
    {
        Sleep.Answer = answer;
        Sleep.Slept = TimeSpan.Zero;
        SimulatedBoard parts = new(null!, 0);
        SleepingBoard board = new(null!, parts.Led, parts.LedOn, parts, null!, pause);

        Thread.Waited = 0;

        board.WaitForNextFrame().ShouldBeTrue();

        Sleep.Slept.TotalMilliseconds.ShouldBe(slept);
        Thread.Waited.ShouldBe(pause - slept);
    }
}
