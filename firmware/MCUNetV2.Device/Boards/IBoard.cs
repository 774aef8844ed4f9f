// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using MCUNetV2.Camera;
using MCUNetV2.Diagnostics;

namespace MCUNetV2.Boards
{
    /// <summary>What an application needs of the board it runs on; firmware/boards has one implementation for each.</summary>
    public interface IBoard
    {
        /// <summary>Gets the camera.</summary>
        IFrameSource Camera { get; }

        /// <summary>Gets the pin of a light, an output.</summary>
        GpioPin Led { get; }

        /// <summary>Gets the level at which the light is on.</summary>
        PinValue LedOn { get; }

        /// <summary>Gets the port for telemetry.</summary>
        ITelemetryPort Telemetry { get; }

        /// <summary>Gets the board's memory; null when it cannot tell.</summary>
        IMemoryProbe Memory { get; }

        /// <summary>Gets the board's name: its folder in firmware/boards, as <c>mcunet --board</c> takes it.</summary>
        string Name { get; }

        /// <summary>Gets the address of the flash region for a model of its own.</summary>
        int ModelAddress { get; }

        /// <summary>Gets the bytes of that region; 0 when the board has none.</summary>
        int ModelBytes { get; }

        /// <summary>Waits, perhaps asleep, until the next frame is due.</summary>
        /// <returns>Whether there is one; always true on a board.</returns>
        bool WaitForNextFrame();
    }
}
