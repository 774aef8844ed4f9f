// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Pictures;

namespace MCUNetV2.Host.Camera;

/// <summary>Pictures as the bytes that a camera would send.</summary>
public static class PictureRows
{
    /// <summary>Reads a picture and scales it to a frame, whole.</summary>
    /// <exception cref="CameraException">The file is no picture.</exception>
    public static byte[] Read(string file, int width, int height, PixelFormat format)
    {
        try
        {
            return Convert(PictureDecoder.Decode(file, File.ReadAllBytes(file), height, width), format);
        }
        catch (InvalidDataException exception)
        {
            throw new CameraException(exception.Message);
        }
    }

    /// <summary>A picture in a camera's format, at its own size.</summary>
    public static byte[] Convert(DecodedPicture picture, PixelFormat format)
    {
        int rowBytes = FrameSize.RowBytes(format, picture.Width);
        byte[] frame = new byte[rowBytes * picture.Height];
        for (int y = 0; y < picture.Height; y++)
        {
            WriteRow(picture.Rgb.AsSpan(y * picture.Width * 3, picture.Width * 3), format, frame.AsSpan(y * rowBytes, rowBytes));
        }

        return frame;
    }

    private static void WriteRow(ReadOnlySpan<byte> rgb, PixelFormat format, Span<byte> row)
    {
        for (int x = 0; 3 * x < rgb.Length; x++)
        {
            (byte red, byte green, byte blue) = (rgb[3 * x], rgb[(3 * x) + 1], rgb[(3 * x) + 2]);
            switch (format)
            {
                case PixelFormat.Rgb565BigEndian:
                    (row[2 * x], row[(2 * x) + 1]) = Rgb565(red, green, blue);
                    break;
                case PixelFormat.Rgb565LittleEndian:
                    (row[(2 * x) + 1], row[2 * x]) = Rgb565(red, green, blue);
                    break;
                case PixelFormat.Rgb888:
                    (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]) = (red, green, blue);
                    break;
                case PixelFormat.Gray8:
                    row[x] = Luma(red, green, blue);
                    break;
                default:
                    byte luma = Luma(red, green, blue);
                    row[2 * x] = luma;
                    row[(2 * x) + 1] = x % 2 == 0 ? Chroma((blue - luma) / 1.772) : Chroma((red - luma) / 1.402);
                    break;
            }
        }
    }

    private static (byte High, byte Low) Rgb565(byte red, byte green, byte blue)
    {
        int value = ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
        return ((byte)(value >> 8), (byte)value);
    }

    private static byte Luma(byte red, byte green, byte blue) => (byte)Math.Round((0.299 * red) + (0.587 * green) + (0.114 * blue));

    private static byte Chroma(double difference) => (byte)Math.Clamp(Math.Round(difference) + 128, 0, 255);
}
