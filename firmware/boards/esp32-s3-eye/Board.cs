// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using MCUNetV2.Camera.Dvp;
using MCUNetV2.Hardware;
using nanoFramework.Hardware.Esp32;

namespace MCUNetV2.Boards
{
    /// <summary>ESP32-S3-EYE, and ESP32-S3-WROOM camera boards with the same pins.</summary>
    public static class Board
    {
        /// <summary>The board's name.</summary>
        public const string Name = "esp32-s3-eye";

        /// <summary>Address of the flash region for a model of its own; board.json has it too.</summary>
        public const int ModelAddress = 0x00310000;

        /// <summary>Bytes of that region.</summary>
        public const int ModelBytes = 0x90000;

        private const int Light = 3;
        // The one marked BOOT, which is free once the board has started.
        private const int Button = 0;
        private const int Transmit = 43;
        private const int Receive = 44;

        // Light sleep before each frame; 0: the board stays awake. Asleep it cannot be debugged, so that this is off until wanted.
        private const int SleepMilliseconds = 0;

        /// <summary>Opens pins and the camera.</summary>
        public static IBoard Open()
        {
            Configuration.SetPinFunction(Transmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(Receive, DeviceFunction.COM2_RX);
            GpioController gpio = new GpioController();
            DvpCamera camera = new DvpCamera(DvpPins.Esp32S3Eye());
            return new SleepingBoard(camera, gpio.OpenPin(Light), PinValue.High, new UartLink("COM2"), new Esp32Memory(), SleepMilliseconds)
            {
                Button = gpio.OpenPin(Button, PinMode.InputPullUp),
            };
        }
    }
}
