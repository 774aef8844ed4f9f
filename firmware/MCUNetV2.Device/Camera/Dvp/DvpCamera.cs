// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Camera.Dvp
{
    /// <summary>A camera on the parallel port of an ESP32, driven natively; its frame waits in internal RAM until its rows are read.</summary>
    public class DvpCamera : IFrameSource, IDisposable
    {
        private const int ClockFrequency = 20000000;

        private readonly int[] _settings = new int[CameraField.Count];
        private readonly int _width;
        private readonly int _height;
        private readonly PixelFormat _format;
        private bool _isOpen;
        private int _row;

        /// <summary>Creates the driver; the camera is started with the first frame.</summary>
        /// <param name="pins">How the camera is wired.</param>
        /// <param name="width">96, 128 or 160.</param>
        /// <param name="height">96, 128 or 120 with it.</param>
        /// <param name="format">RGB565 big endian, GRAY8 or YUV422.</param>
        public DvpCamera(DvpPins pins, int width = 96, int height = 96, PixelFormat format = PixelFormat.Rgb565BigEndian)
        {
            _width = width;
            _height = height;
            _format = format;
            _settings[CameraField.PowerDown] = pins.PowerDown;
            _settings[CameraField.Reset] = pins.Reset;
            _settings[CameraField.Clock] = pins.Clock;
            _settings[CameraField.SccbData] = pins.SccbData;
            _settings[CameraField.SccbClock] = pins.SccbClock;
            Array.Copy(pins.Data, 0, _settings, CameraField.Data, pins.Data.Length);
            _settings[CameraField.VerticalSync] = pins.VerticalSync;
            _settings[CameraField.RowReference] = pins.RowReference;
            _settings[CameraField.PixelClock] = pins.PixelClock;
            _settings[CameraField.Width] = width;
            _settings[CameraField.Height] = height;
            _settings[CameraField.Format] = (int)format;
            _settings[CameraField.ClockHz] = ClockFrequency;
            _settings[CameraField.Buffers] = 1;
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
            get { return _format; }
        }

        /// <inheritdoc/>
        public bool CanRewind
        {
            get { return true; }
        }

        /// <inheritdoc/>
        public void StartFrame()
        {
            if (!_isOpen)
            {
                Check(Native.CameraOpen(_settings), "camera does not start: ");
                _isOpen = true;
            }

            int status = Native.CameraCapture();
            if (status < 0)
            {
                Dispose();
                Check(status, "camera took no frame: ");
            }

            _row = 0;
        }

        /// <inheritdoc/>
        public int ReadRows(byte[] buffer, int rows)
        {
            int read = Math.Min(rows, _height - _row);
            Check(Native.CameraRead(buffer, _row, read), "camera frame broke off: ");
            _row += read;
            return read;
        }

        /// <inheritdoc/>
        public void Rewind()
        {
            _row = 0;
        }

        /// <inheritdoc/>
        public void EndFrame()
        {
            Native.CameraRelease();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Native.CameraClose();
            _isOpen = false;
        }

        private static void Check(int status, string message)
        {
            if (status < 0)
            {
                throw new CameraException(message + EngineStatus.Describe(status));
            }
        }
    }
}
