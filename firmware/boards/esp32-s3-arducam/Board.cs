// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using MCUNetV2.Camera.ArduCam;
using MCUNetV2.Hardware;
using nanoFramework.Hardware.Esp32;

namespace MCUNetV2.Boards
{
    /// <summary>Any ESP32-S3 module with an ArduCAM Mini 2MP on SPI and I2C; the pins are those of docs/BOARDS.md.</summary>
    public static class Board
    {
        /// <summary>The board's name.</summary>
        public const string Name = "esp32-s3-arducam";

        /// <summary>Address of the flash region for a model of its own; board.json has it too.</summary>
        public const int ModelAddress = 0x00310000;

        /// <summary>Bytes of that region.</summary>
        public const int ModelBytes = 0x90000;

        private const int Clock = 12;
        private const int DataToCamera = 11;
        private const int DataFromCamera = 13;
        private const int Select = 10;
        private const int SensorData = 8;
        private const int SensorClock = 9;
        private const int Light = 2;
        private const int Transmit = 17;
        private const int Receive = 18;

        /// <summary>Opens pins, buses and the camera.</summary>
        public static IBoard Open()
        {
            Configuration.SetPinFunction(Clock, DeviceFunction.SPI1_CLOCK);
            Configuration.SetPinFunction(DataToCamera, DeviceFunction.SPI1_MOSI);
            Configuration.SetPinFunction(DataFromCamera, DeviceFunction.SPI1_MISO);
            Configuration.SetPinFunction(SensorData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(SensorClock, DeviceFunction.I2C1_CLOCK);
            Configuration.SetPinFunction(Transmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(Receive, DeviceFunction.COM2_RX);
            GpioController gpio = new GpioController();
            ArduCamMini camera = new ArduCamMini(
                new SpiBus(1, gpio.OpenPin(Select)),
                new RegisterBus(1, ArduCamMini.SensorAddress));
            return new BoardBase(camera, gpio.OpenPin(Light), PinValue.High, new UartLink("COM2"), new Esp32Memory(), 0);
        }
    }
}
