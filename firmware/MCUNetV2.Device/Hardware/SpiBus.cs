// SPDX-License-Identifier: MIT
using System;
using System.Device.Gpio;
using System.Device.Spi;
using MCUNetV2.Boards;

namespace MCUNetV2.Hardware
{
    /// <summary>A device on a board's SPI bus, selected by a pin of its own, so that it stays selected for as long as is wanted.</summary>
    public class SpiBus : ISpiBus
    {
        private readonly SpiDevice _device;
        private readonly GpioPin _select;

        /// <summary>Opens the bus in mode 0.</summary>
        /// <param name="busId">Number of the bus.</param>
        /// <param name="select">Pin of the select line, active low.</param>
        /// <param name="clockFrequency">Clock in Hz.</param>
        public SpiBus(int busId, GpioPin select, int clockFrequency = 4000000)
        {
            _select = select;
            _select.SetPinMode(PinMode.Output);
            _select.Write(PinValue.High);
            SpiConnectionSettings settings = new SpiConnectionSettings(busId, -1);
            settings.ClockFrequency = clockFrequency;
            settings.Mode = SpiMode.Mode0;
            settings.DataBitLength = 8;
            settings.DataFlow = DataFlow.MsbFirst;
            _device = SpiDevice.Create(settings);
        }

        /// <inheritdoc/>
        public void Select()
        {
            _select.Write(PinValue.Low);
        }

        /// <inheritdoc/>
        public void Deselect()
        {
            _select.Write(PinValue.High);
        }

        /// <inheritdoc/>
        public void Transfer(byte[] write, byte[] read, int readOffset, int count)
        {
            _device.TransferFullDuplex(new SpanByte(write, 0, count), new SpanByte(read, readOffset, count));
        }
    }
}
