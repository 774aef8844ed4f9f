namespace MCUNetV2.Camera
{
    /// <summary>How a camera's bytes are pixels; the numbers are those of native-interop/include/mcunet/image.h.</summary>
    public enum PixelFormat
    {
        /// <summary>16 bits a pixel, red in the first byte's high bits, as OV2640 sends them.</summary>
        Rgb565BigEndian = 0,

        /// <summary>16 bits a pixel, low byte first.</summary>
        Rgb565LittleEndian = 1,

        /// <summary>Bytes red, green, blue.</summary>
        Rgb888 = 2,

        /// <summary>One byte of luma a pixel.</summary>
        Gray8 = 3,

        /// <summary>Bytes Y, U, Y, V for two pixels.</summary>
        Yuv422 = 4,
    }
}
