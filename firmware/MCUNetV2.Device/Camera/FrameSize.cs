// SPDX-License-Identifier: MIT
namespace MCUNetV2.Camera
{
    /// <summary>Sizes of frames in bytes.</summary>
    public static class FrameSize
    {
        /// <summary>Bytes of one row of a frame source.</summary>
        public static int RowBytes(IFrameSource source)
        {
            return RowBytes(source.Format, source.Width);
        }

        /// <summary>Bytes of one row.</summary>
        public static int RowBytes(PixelFormat format, int width)
        {
            switch (format)
            {
                case PixelFormat.Gray8:
                    return width;
                case PixelFormat.Rgb888:
                    return 3 * width;
                default:
                    return 2 * width;
            }
        }
    }
}
