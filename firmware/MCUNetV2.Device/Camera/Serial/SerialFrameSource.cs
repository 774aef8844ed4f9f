// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Diagnostics;

namespace MCUNetV2.Camera.Serial
{
    /// <summary>
    /// Frames from a PC: the board asks for a frame, then for bands of its rows, as lines of JSON among its telemetry; the PC answers each band
    /// with its bytes and one check byte. So a board's accuracy can be measured on labelled pictures.
    /// </summary>
    /// <remarks>
    /// Requests: {"type":"frame","width":W,"height":H,"format":F}, then {"type":"rows","first":R,"count":N}, answered by N rows of bytes and
    /// the sum of them all modulo 256. A band is asked for only when there is room for it, so that no flow control is needed.
    /// </remarks>
    public class SerialFrameSource : IFrameSource
    {
        private readonly ISerialLink _link;
        private readonly int _width;
        private readonly int _height;
        private readonly PixelFormat _format;
        private readonly byte[] _check = new byte[1];
        private int _row;

        /// <summary>Creates the source.</summary>
        public SerialFrameSource(ISerialLink link, int width, int height, PixelFormat format = PixelFormat.Rgb565BigEndian)
        {
            _link = link;
            _width = width;
            _height = height;
            _format = format;
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
            JsonLine line = new JsonLine("frame").Add("width", _width).Add("height", _height).Add("format", (int)_format);
            _link.WriteLine(line.ToString());
            _row = 0;
        }

        /// <inheritdoc/>
        public int ReadRows(byte[] buffer, int rows)
        {
            int count = Math.Min(rows, _height - _row);
            int bytes = count * FrameSize.RowBytes(_format, _width);
            _link.WriteLine(new JsonLine("rows").Add("first", _row).Add("count", count).ToString());
            Receive(buffer, bytes);
            Receive(_check, 1);
            int sum = 0;
            for (int index = 0; index < bytes; index++)
            {
                sum += buffer[index];
            }

            if ((byte)sum != _check[0])
            {
                throw new CameraException("rows damaged on the serial link");
            }

            _row += count;
            return count;
        }

        /// <inheritdoc/>
        public void Rewind()
        {
            _row = 0;
        }

        /// <inheritdoc/>
        public void EndFrame()
        {
        }

        private void Receive(byte[] buffer, int count)
        {
            int received = 0;
            while (received < count)
            {
                int read = _link.Read(buffer, received, count - received);
                if (read <= 0)
                {
                    throw new CameraException("serial link silent after " + received + " of " + count + " bytes");
                }

                received += read;
            }
        }
    }
}
