// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.Camera.ArduCam
{
    /// <summary>The OV2640 sensor, set to send RGB565 of any size that its scaler makes of its 800 x 600 readout.</summary>
    internal class Ov2640
    {
        private const byte BankSelect = 0xFF;
        private const byte DspBank = 0x00;
        private const byte SensorBank = 0x01;
        private const byte Control7 = 0x12;
        private const byte ProductHigh = 0x0A;
        private const byte ProductLow = 0x0B;
        private const int ResetMilliseconds = 100;
        private const int Product = 0x26;

        private readonly IRegisterBus _bus;
        private readonly IClock _clock;

        public Ov2640(IRegisterBus bus, IClock clock)
        {
            _bus = bus;
            _clock = clock;
        }

        /// <summary>Checks which sensor it is, resets it and sets format and size.</summary>
        /// <param name="width">Pixels of a row, a multiple of 4 up to 800.</param>
        /// <param name="height">Rows, a multiple of 4 up to 600.</param>
        /// <exception cref="CameraException">No sensor answers, or another one.</exception>
        public void Initialize(int width, int height)
        {
            CheckIdentity();
            Write(BankSelect, SensorBank);
            Write(Control7, 0x80);
            _clock.Wait(ResetMilliseconds);
            WriteAll(Readout());
            WriteAll(Rgb565());
            WriteAll(Size(width, height));
        }

        /// <summary>SVGA readout, two of the pixel array's rows and columns binned into one, and the whole of it to the scaler.</summary>
        private static byte[] Readout()
        {
            return new byte[]
            {
                BankSelect, SensorBank,
                Control7, 0x40, // SVGA
                0x11, 0x01, // clock divided by 2
                0x17, 0x11, // window: first and last column, first and last row
                0x18, 0x43,
                0x19, 0x00,
                0x1A, 0x4B,
                0x32, 0x09, // low bits of the columns
                0x03, 0x0A, // low bits of the rows
                0x4F, 0xCA, // banding filter for 50 Hz and 60 Hz light
                0x50, 0xA8,
                0x13, 0xE5, // automatic gain and exposure, banding filter
                BankSelect, DspBank,
                0xC0, 800 / 8, // what the sensor sends
                0xC1, 600 / 8,
                0x8C, 0x00,
                0x86, 0x3D, // scaler, white balance and colour matrix on
                0x50, 0x00, // the scaler's input is all of it
                0x51, 800 / 4,
                0x52, 600 / 4,
                0x53, 0x00,
                0x54, 0x00,
                0x55, 0x00,
                0x57, 0x00,
                0xD3, 0x82, // pixel clock: automatic, divided by 2
                0xC2, 0x0E, // processing in RGB and YUV
                0xC3, 0xED, // black and white pixel correction, lens correction, gamma, automatic white balance
            };
        }

        private static byte[] Rgb565()
        {
            return new byte[] { BankSelect, DspBank, 0xE0, 0x04, 0xDA, 0x08, 0xD7, 0x03, 0xE1, 0x77, 0xE0, 0x00 };
        }

        private static byte[] Size(int width, int height)
        {
            int w = width / 4;
            int h = height / 4;
            return new byte[]
            {
                BankSelect, DspBank,
                0xE0, 0x04,
                0x5A, (byte)w,
                0x5B, (byte)h,
                0x5C, (byte)(((w >> 8) & 0x03) | ((h >> 6) & 0x04)),
                0xE0, 0x00,
            };
        }

        private void CheckIdentity()
        {
            Write(BankSelect, SensorBank);
            int high = Read(ProductHigh);
            int low = Read(ProductLow);
            if (high != Product || low < 0x41 || low > 0x42)
            {
                throw new CameraException("camera sensor is " + ((high << 8) | low).ToString("X4") + ", not an OV2640 (2641 or 2642)");
            }
        }

        private void WriteAll(byte[] pairs)
        {
            for (int index = 0; index < pairs.Length; index += 2)
            {
                Write(pairs[index], pairs[index + 1]);
            }
        }

        private void Write(byte register, byte value)
        {
            if (!_bus.Write(register, value))
            {
                throw new CameraException("camera sensor does not answer on I2C");
            }
        }

        private int Read(byte register)
        {
            int value = _bus.Read(register);
            if (value < 0)
            {
                throw new CameraException("camera sensor does not answer on I2C");
            }

            return value;
        }
    }
}
