// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;

namespace MCUNetV2.Firmware.NanoClr
{
    /// <summary>A camera of 160 x 120 RGB565 pixels that sees a pattern.</summary>
    internal class Gradient : IFrameSource
    {
        private int _row;

        public int Width
        {
            get { return 160; }
        }

        public int Height
        {
            get { return 120; }
        }

        public PixelFormat Format
        {
            get { return PixelFormat.Rgb565BigEndian; }
        }

        public bool CanRewind
        {
            get { return true; }
        }

        public void StartFrame()
        {
            _row = 0;
        }

        public int ReadRows(byte[] buffer, int rows)
        {
            int count = rows < Height - _row ? rows : Height - _row;
            for (int index = 0; index < count * Width * 2; index++)
            {
                buffer[index] = (byte)(index + _row);
            }

            _row += count;
            return count;
        }

        public void Rewind()
        {
            _row = 0;
        }

        public void EndFrame()
        {
        }
    }
}
