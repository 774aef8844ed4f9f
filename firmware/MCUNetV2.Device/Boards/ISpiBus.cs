// SPDX-License-Identifier: MIT
namespace MCUNetV2.Boards
{
    /// <summary>One device on an SPI bus, whose select line can stay active over several transfers.</summary>
    public interface ISpiBus
    {
        /// <summary>Makes the device's select line active.</summary>
        void Select();

        /// <summary>Makes it inactive.</summary>
        void Deselect();

        /// <summary>Sends and receives at once.</summary>
        /// <param name="write">Bytes to send, from its start.</param>
        /// <param name="read">Where the received bytes go.</param>
        /// <param name="readOffset">First of them in <paramref name="read"/>.</param>
        /// <param name="count">How many.</param>
        void Transfer(byte[] write, byte[] read, int readOffset, int count);
    }
}
