// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using MCUNetV2.Camera.ArduCam;
using MCUNetV2.Hardware;

namespace MCUNetV2.Boards
{
    /// <summary>STM32F769I-DISCO with an ArduCAM Mini 2MP on its Arduino connector.</summary>
    public static class Board
    {
        /// <summary>The board's name.</summary>
        public const string Name = "stm32f769i-disco-arducam";

        /// <summary>Address of the flash region for a model of its own; board.json has it too.</summary>
        public const int ModelAddress = 0x08180000;

        /// <summary>Bytes of that region.</summary>
        public const int ModelBytes = 0x80000;

        private const int PinsPerPort = 16;
        private const int Select = (0 * PinsPerPort) + 11; // PA11, Arduino D10
        private const int Light = (9 * PinsPerPort) + 5; // PJ5, LD2

        /// <summary>Opens pins, buses and the camera.</summary>
        public static IBoard Open()
        {
            GpioController gpio = new GpioController();
            ArduCamMini camera = new ArduCamMini(
                new SpiBus(2, gpio.OpenPin(Select)),
                new RegisterBus(1, ArduCamMini.SensorAddress));
            return new BoardBase(camera, gpio.OpenPin(Light), PinValue.High, new UartLink("COM6"), new HeapProbe(), 0);
        }
    }
}
