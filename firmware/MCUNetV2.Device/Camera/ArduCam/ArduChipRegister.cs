// SPDX-License-Identifier: MIT
namespace MCUNetV2.Camera.ArduCam
{
    /// <summary>Registers of the ArduChip, the frame buffer between sensor and SPI.</summary>
    internal static class ArduChipRegister
    {
        /// <summary>Holds whatever is written to it.</summary>
        public const byte Test = 0x00;

        /// <summary>Controls the frame FIFO.</summary>
        public const byte Fifo = 0x04;

        /// <summary>Resets the chip's logic.</summary>
        public const byte Reset = 0x07;

        /// <summary>Reads the FIFO for as long as the chip is selected, after one dummy byte.</summary>
        public const byte BurstRead = 0x3C;

        /// <summary>State of the capture.</summary>
        public const byte Trigger = 0x41;

        /// <summary>Length of the frame in the FIFO, three bytes from the low one on.</summary>
        public const byte Length = 0x42;

        /// <summary>Fifo: forget that a capture is done.</summary>
        public const byte FifoClearDone = 0x01;

        /// <summary>Fifo: take a picture.</summary>
        public const byte FifoStart = 0x02;

        /// <summary>Fifo: read from the start again.</summary>
        public const byte FifoResetRead = 0x10;

        /// <summary>Trigger: the picture is in the FIFO.</summary>
        public const byte TriggerDone = 0x08;

        /// <summary>Set in the address to write a register.</summary>
        public const byte WriteFlag = 0x80;
    }
}
