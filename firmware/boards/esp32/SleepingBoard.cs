// SPDX-License-Identifier: MIT
using System;
using System.Device.Gpio;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;
using nanoFramework.Hardware.Esp32;

namespace MCUNetV2.Boards
{
    /// <summary>An ESP32 board that sleeps lightly between frames, where it can and the pause is not 0; UART and debugger are deaf meanwhile.</summary>
    public class SleepingBoard : BoardBase
    {
        /// <inheritdoc cref="BoardBase(IFrameSource, GpioPin, PinValue, ITelemetryPort, IMemoryProbe, int)"/>
        public SleepingBoard(IFrameSource camera, GpioPin led, PinValue ledOn, ITelemetryPort telemetry, IMemoryProbe memory, int pauseMilliseconds)
            : base(camera, led, ledOn, telemetry, memory, pauseMilliseconds)
        {
        }

        /// <inheritdoc/>
        protected override void Pause(int milliseconds)
        {
            // Without a timer to wake it, the board would sleep for good.
            bool slept = milliseconds > 0
                && Sleep.EnableWakeupByTimer(TimeSpan.FromMilliseconds(milliseconds)) == EspNativeError.OK
                && Sleep.StartLightSleep() == EspNativeError.OK;
            if (!slept)
            {
                base.Pause(milliseconds);
            }
        }
    }
}
