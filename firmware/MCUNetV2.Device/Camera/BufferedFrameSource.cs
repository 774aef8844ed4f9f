// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Camera
{
    /// <summary>
    /// Stores each frame in managed memory, so that any schedule can read its rows as often as it likes: for classic patches, whose halos
    /// overlap, and cameras that cannot rewind. Worth its memory with PSRAM only.
    /// </summary>
    public class BufferedFrameSource : IFrameSource
    {
        private readonly IFrameSource _camera;
        private readonly int _rowBytes;
        private readonly byte[] _frame;
        private readonly byte[] _band;
        private int _row;

        /// <summary>Wraps a camera; allocates the whole frame now.</summary>
        /// <param name="camera">Camera.</param>
        /// <param name="bandRows">Rows read at a time.</param>
        public BufferedFrameSource(IFrameSource camera, int bandRows = 8)
        {
            _camera = camera;
            _rowBytes = FrameSize.RowBytes(camera);
            _frame = new byte[_rowBytes * camera.Height];
            _band = new byte[_rowBytes * bandRows];
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
            get { return true; }
        }

        /// <inheritdoc/>
        public void StartFrame()
        {
            _camera.StartFrame();
            try
            {
                Store();
            }
            finally
            {
                _camera.EndFrame();
            }

            _row = 0;
        }

        /// <inheritdoc/>
        public int ReadRows(byte[] buffer, int rows)
        {
            int read = Math.Min(rows, Height - _row);
            Array.Copy(_frame, _row * _rowBytes, buffer, 0, read * _rowBytes);
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
        }

        private void Store()
        {
            int row = 0;
            while (row < Height)
            {
                int read = _camera.ReadRows(_band, Math.Min(_band.Length / _rowBytes, Height - row));
                if (read <= 0)
                {
                    throw new CameraException("frame too short");
                }

                Array.Copy(_band, 0, _frame, row * _rowBytes, read * _rowBytes);
                row += read;
            }
        }
    }
}
