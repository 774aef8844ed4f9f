// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using MCUNetV2.Camera.Dvp;
using MCUNetV2.Hardware;
using nanoFramework.Hardware.Esp32;

namespace MCUNetV2.Boards
{
    /// <summary>Seeed XIAO ESP32S3 Sense; its light is on when low.</summary>
    public static class Board
    {
        /// <summary>The board's name.</summary>
        public const string Name = "xiao-esp32s3-sense";

        /// <summary>Address of the flash region for a model of its own; board.json has it too.</summary>
        public const int ModelAddress = 0x00310000;

        /// <summary>Bytes of that region.</summary>
        public const int ModelBytes = 0x90000;

        private const int Light = 21;
        // The one marked BOOT, which is free once the board has started.
        private const int Button = 0;
        private const int Transmit = 43;
        private const int Receive = 44;

        /// <summary>Opens pins and the camera.</summary>
        public static IBoard Open()
        {
            Configuration.SetPinFunction(Transmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(Receive, DeviceFunction.COM2_RX);
            GpioController gpio = new GpioController();
            DvpCamera camera = new DvpCamera(DvpPins.XiaoEsp32S3Sense());
            return new BoardBase(camera, gpio.OpenPin(Light), PinValue.Low, new UartLink("COM2"), new Esp32Memory(), 0)
            {
                Button = gpio.OpenPin(Button, PinMode.InputPullUp),
            };
        }
    }
}
