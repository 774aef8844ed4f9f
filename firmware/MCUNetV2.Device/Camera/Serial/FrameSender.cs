// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Diagnostics;

namespace MCUNetV2.Camera.Serial
{
    /// <summary>
    /// A camera whose frames a PC can have: the very rows that the model reads, sent while it reads them, so that no frame is stored here either.
    /// The line sets the pace.
    /// </summary>
    /// <remarks>
    /// Lines among the telemetry: {"type":"picture","width":W,"height":H,"format":F}, then for each row, in pieces of at most
    /// <see cref="LongestPiece"/> bytes, {"type":"pixels","first":N,"data":"base64","sum":S}: the byte of the frame at which the piece begins, and the sum of its
    /// bytes.
    /// </remarks>
    public class FrameSender : IFrameSource
    {
        /// <summary>Bytes of a line's pixels.</summary>
        public const int LongestPiece = 1536;

        private readonly IFrameSource _camera;
        private readonly ITelemetryPort _port;
        private bool _isWanted;
        private bool _isSending;
        private int _row;
        private int _sent;

        /// <summary>Wraps a camera.</summary>
        public FrameSender(IFrameSource camera, ITelemetryPort port)
        {
            _camera = camera;
            _port = port;
        }

        /// <inheritdoc/>
        public int Width
        {
            get { return _camera.Width; }
        }

        /// <inheritdoc/>
        public int Height
        {
            get { return _camera.Height; }
        }

        /// <inheritdoc/>
        public PixelFormat Format
        {
            get { return _camera.Format; }
        }

        /// <inheritdoc/>
        public bool CanRewind
        {
            get { return _camera.CanRewind; }
        }

        /// <summary>Sends the next frame.</summary>
        public void SendNext()
        {
            _isWanted = true;
        }

        /// <inheritdoc/>
        public void StartFrame()
        {
            _isSending = false;
            _camera.StartFrame();
            _isSending = _isWanted;
            _isWanted = false;
            _row = 0;
            _sent = 0;
            if (_isSending)
            {
                _port.WriteLine(new JsonLine("picture").Add("width", Width).Add("height", Height).Add("format", (int)Format).ToString());
            }
        }

        /// <inheritdoc/>
        public int ReadRows(byte[] buffer, int rows)
        {
            bool isSending = _isSending;
            _isSending = false; // where the camera fails
            int read = _camera.ReadRows(buffer, rows);
            _isSending = isSending;
            for (int row = 0; row < read && _isSending; row++)
            {
                if (_row + row == _sent)
                {
                    Send(buffer, row * FrameSize.RowBytes(_camera));
                }
            }

            _row += read;
            return read;
        }

        /// <inheritdoc/>
        public void Rewind()
        {
            _camera.Rewind();
            _row = 0;
        }

        /// <inheritdoc/>
        public void EndFrame()
        {
            try
            {
                SendRest();
            }
            finally
            {
                _isSending = false;
                _camera.EndFrame();
            }
        }

        /// <summary>Rows that the model did not need are part of the picture.</summary>
        private void SendRest()
        {
            byte[] row = _isSending && _sent < Height ? new byte[FrameSize.RowBytes(_camera)] : null;
            while (_isSending && _sent < Height)
            {
                if (ReadRows(row, 1) <= 0)
                {
                    throw new CameraException("frame too short");
                }
            }
        }

        private void Send(byte[] buffer, int offset)
        {
            int rowBytes = FrameSize.RowBytes(_camera);
            for (int first = 0; first < rowBytes; first += LongestPiece)
            {
                int count = Math.Min(LongestPiece, rowBytes - first);
                int sum = 0;
                for (int index = offset + first; index < offset + first + count; index++)
                {
                    sum += buffer[index];
                }

                _port.WriteLine(new JsonLine("pixels")
                    .Add("first", (_sent * rowBytes) + first)
                    .Add("data", Convert.ToBase64String(buffer, offset + first, count))
                    .Add("sum", sum)
                    .ToString());
            }

            _sent++;
        }
    }
}
