// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Boards;

namespace MCUNetV2.Camera.ArduCam
{
    /// <summary>The ArduChip: takes a picture into its FIFO and lets it be read over SPI, in pieces.</summary>
    internal class ArduChip
    {
        private const int LargestFrame = 0x5FFFF;
        private const int ResetMilliseconds = 100;
        private const int LargestTransfer = 2048;

        private readonly ISpiBus _bus;
        private readonly IClock _clock;
        private readonly byte[] _command = new byte[2];
        private readonly byte[] _answer = new byte[2];
        private readonly byte[] _nothing = new byte[LargestTransfer];
        private bool _isReading;

        public ArduChip(ISpiBus bus, IClock clock)
        {
            _bus = bus;
            _clock = clock;
        }

        /// <summary>Resets the chip and makes sure that it answers.</summary>
        /// <exception cref="CameraException">It does not.</exception>
        public void Initialize()
        {
            EndRead();
            Write(ArduChipRegister.Reset, 0x80);
            _clock.Wait(ResetMilliseconds);
            Write(ArduChipRegister.Reset, 0x00);
            _clock.Wait(ResetMilliseconds);
            CheckAnswer(0x55);
            CheckAnswer(0xAA);
        }

        /// <summary>Takes a picture.</summary>
        /// <returns>Bytes of the frame in the FIFO.</returns>
        /// <exception cref="CameraException">No frame arrived in time, or its length cannot be.</exception>
        public int Capture(int timeoutMilliseconds)
        {
            EndRead();
            Write(ArduChipRegister.Fifo, ArduChipRegister.FifoClearDone);
            Write(ArduChipRegister.Fifo, ArduChipRegister.FifoStart);
            long start = _clock.Milliseconds;
            while ((Read(ArduChipRegister.Trigger) & ArduChipRegister.TriggerDone) == 0)
            {
                if (_clock.Milliseconds - start > timeoutMilliseconds)
                {
                    throw new CameraException("camera did not finish a frame in " + timeoutMilliseconds + " ms");
                }

                _clock.Wait(1);
            }

            int length = Read(ArduChipRegister.Length)
                | (Read(ArduChipRegister.Length + 1) << 8)
                | ((Read(ArduChipRegister.Length + 2) & 0x07) << 16);
            if (length == 0 || length >= LargestFrame)
            {
                throw new CameraException("camera frame has impossible length " + length);
            }

            return length;
        }

        /// <summary>Starts reading the frame from its first byte.</summary>
        public void BeginRead()
        {
            EndRead();
            Write(ArduChipRegister.Fifo, ArduChipRegister.FifoResetRead);
            _bus.Select();
            _isReading = true;
            _command[0] = ArduChipRegister.BurstRead;
            _command[1] = 0;
            _bus.Transfer(_command, _answer, 0, 2);
        }

        /// <summary>Reads the next bytes of the frame.</summary>
        public void ReadFrame(byte[] buffer, int count)
        {
            for (int offset = 0; offset < count; offset += LargestTransfer)
            {
                _bus.Transfer(_nothing, buffer, offset, Math.Min(LargestTransfer, count - offset));
            }
        }

        /// <summary>Stops reading the frame, if it was being read.</summary>
        public void EndRead()
        {
            if (_isReading)
            {
                _bus.Deselect();
                _isReading = false;
            }
        }

        private void CheckAnswer(byte value)
        {
            Write(ArduChipRegister.Test, value);
            int answer = Read(ArduChipRegister.Test);
            if (answer != value)
            {
                throw new CameraException("camera does not answer on SPI: wrote " + value + ", read " + answer);
            }
        }

        private int Read(byte register)
        {
            Exchange(register, 0);
            return _answer[1];
        }

        private void Write(byte register, byte value)
        {
            Exchange((byte)(register | ArduChipRegister.WriteFlag), value);
        }

        private void Exchange(byte first, byte second)
        {
            _command[0] = first;
            _command[1] = second;
            _bus.Select();
            _bus.Transfer(_command, _answer, 0, 2);
            _bus.Deselect();
        }
    }
}
