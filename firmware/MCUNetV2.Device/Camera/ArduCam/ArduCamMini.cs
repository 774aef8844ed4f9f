// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Boards;

namespace MCUNetV2.Camera.ArduCam
{
    /// <summary>
    /// ArduCAM Mini 2MP: an OV2640 whose frames wait in a FIFO until they are read over SPI, row by row as the patches want them. It works on
    /// any board with SPI and I2C.
    /// </summary>
    /// <remarks>
    /// SPI mode 0, at most 8 MHz, 4 MHz to be safe. I2C address <see cref="SensorAddress"/>. After a fault the next frame starts the camera anew.
    /// </remarks>
    public class ArduCamMini : IFrameSource
    {
        /// <summary>The sensor's 7-bit address on the I2C bus.</summary>
        public const int SensorAddress = 0x30;

        private const int MillisecondsPerFrame = 1000;

        private readonly ArduChip _chip;
        private readonly Ov2640 _sensor;
        private readonly int _width;
        private readonly int _height;
        private bool _isInitialized;
        private int _row;

        /// <summary>Creates the driver; the camera is started with the first frame.</summary>
        /// <param name="chip">SPI bus of the frame buffer.</param>
        /// <param name="sensor">I2C bus of the sensor.</param>
        /// <param name="width">Pixels of a row, a multiple of 4.</param>
        /// <param name="height">Rows, a multiple of 4.</param>
        /// <param name="clock">Time; null for the machine's own.</param>
        /// <exception cref="ArgumentException">The size cannot be made.</exception>
        public ArduCamMini(ISpiBus chip, IRegisterBus sensor, int width = 160, int height = 120, IClock clock = null)
        {
            if (width < 4 || width > 800 || width % 4 != 0 || height < 4 || height > 600 || height % 4 != 0
                || width * height * 2 >= 0x5FFFF)
            {
                throw new ArgumentException("camera size must be multiples of 4 up to 800 x 600 and 393,214 bytes");
            }

            IClock time = clock ?? new SystemClock();
            _chip = new ArduChip(chip, time);
            _sensor = new Ov2640(sensor, time);
            _width = width;
            _height = height;
        }

        /// <inheritdoc/>
        public int Width
        {
            get { return _width; }
        }

        /// <inheritdoc/>
        public int Height
        {
            get { return _height; }
        }

        /// <inheritdoc/>
        public PixelFormat Format
        {
            get { return PixelFormat.Rgb565BigEndian; }
        }

        /// <inheritdoc/>
        public bool CanRewind
        {
            get { return true; }
        }

        /// <inheritdoc/>
        public void StartFrame()
        {
            bool wasInitialized = _isInitialized;
            _isInitialized = false;
            if (!wasInitialized)
            {
                _chip.Initialize();
                _sensor.Initialize(_width, _height);
            }

            int length = _chip.Capture(MillisecondsPerFrame);
            int expected = _width * _height * 2;
            if (length < expected)
            {
                throw new CameraException("camera frame has " + length + " bytes, not " + expected);
            }

            _isInitialized = true;
            Rewind();
        }

        /// <inheritdoc/>
        public int ReadRows(byte[] buffer, int rows)
        {
            int read = Math.Min(rows, _height - _row);
            _chip.ReadFrame(buffer, read * _width * 2);
            _row += read;
            return read;
        }

        /// <inheritdoc/>
        public void Rewind()
        {
            _chip.BeginRead();
            _row = 0;
        }

        /// <inheritdoc/>
        public void EndFrame()
        {
            _chip.EndRead();
        }
    }
}
