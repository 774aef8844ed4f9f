// SPDX-License-Identifier: MIT
using System;
using System.Device.I2c;
using MCUNetV2.Boards;

namespace MCUNetV2.Hardware
{
    /// <summary>A device with 8-bit registers on a board's I2C bus; a read is two transfers, as SCCB wants it.</summary>
    public class RegisterBus : IRegisterBus
    {
        private readonly I2cDevice _device;
        private readonly byte[] _pair = new byte[2];
        private readonly byte[] _single = new byte[1];

        /// <summary>Opens the device.</summary>
        /// <param name="busId">Number of the bus.</param>
        /// <param name="address">7-bit address.</param>
        public RegisterBus(int busId, int address)
        {
            _device = I2cDevice.Create(new I2cConnectionSettings(busId, address, I2cBusSpeed.StandardMode));
        }

        /// <inheritdoc/>
        public bool Write(byte register, byte value)
        {
            _pair[0] = register;
            _pair[1] = value;
            return IsDone(_device.Write(new SpanByte(_pair)));
        }

        /// <inheritdoc/>
        public int Read(byte register)
        {
            _single[0] = register;
            if (!IsDone(_device.Write(new SpanByte(_single))) || !IsDone(_device.Read(new SpanByte(_single))))
            {
                return -1;
            }

            return _single[0];
        }

        private static bool IsDone(I2cTransferResult result)
        {
            return result.Status == I2cTransferStatus.FullTransfer;
        }
    }
}
