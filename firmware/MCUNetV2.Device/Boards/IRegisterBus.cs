// SPDX-License-Identifier: MIT
namespace MCUNetV2.Boards
{
    /// <summary>One device with 8-bit registers on an I2C or SCCB bus.</summary>
    public interface IRegisterBus
    {
        /// <summary>Writes a register.</summary>
        /// <returns>Whether the device acknowledged.</returns>
        bool Write(byte register, byte value);

        /// <summary>Reads a register.</summary>
        /// <returns>Its value, or -1 when the device did not acknowledge.</returns>
        int Read(byte register);
    }
}
