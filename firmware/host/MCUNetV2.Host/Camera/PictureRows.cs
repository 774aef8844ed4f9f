// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Pictures;

namespace MCUNetV2.Host.Camera;

/// <summary>Pictures as the bytes that a camera would send.</summary>
public static class PictureRows
{
    /// <summary>Reads a picture and scales it to a frame, whole.</summary>
    /// <exception cref="CameraException">The file is no picture.</exception>
    public static byte[] Read(string file, int width, int height, PixelFormat format) => Decode(file, File.ReadAllBytes(file), width, height, format);

    /// <summary>The same of a picture in memory.</summary>
    /// <inheritdoc cref="Read"/>
    public static byte[] Decode(string name, byte[] encoded, int width, int height, PixelFormat format)
    {
        try
        {
            return Convert(PictureDecoder.Decode(name, encoded, height, width), format);
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

    /// <summary>The picture of a camera's frame: width x height x 3 bytes R, G, B.</summary>
    /// <exception cref="ArgumentException">The frame has another size.</exception>
    public static byte[] ToRgb(ReadOnlySpan<byte> frame, int width, int height, PixelFormat format)
    {
        int rowBytes = FrameSize.RowBytes(format, width);
        if (frame.Length != rowBytes * height)
        {
            throw new ArgumentException($"{frame.Length} bytes are no frame of {width} x {height}", nameof(frame));
        }

        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            ReadRow(frame.Slice(y * rowBytes, rowBytes), format, rgb.AsSpan(y * width * 3, width * 3));
        }

        return rgb;
    }

    private static void ReadRow(ReadOnlySpan<byte> row, PixelFormat format, Span<byte> rgb)
    {
        for (int x = 0; 3 * x < rgb.Length; x++)
        {
            (rgb[3 * x], rgb[(3 * x) + 1], rgb[(3 * x) + 2]) = format switch
            {
                PixelFormat.Rgb565BigEndian => FromRgb565((row[2 * x] << 8) | row[(2 * x) + 1]),
                PixelFormat.Rgb565LittleEndian => FromRgb565((row[(2 * x) + 1] << 8) | row[2 * x]),
                PixelFormat.Rgb888 => (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]),
                PixelFormat.Gray8 => (row[x], row[x], row[x]),
                _ => FromYuv(row[2 * x], row[(4 * (x / 2)) + 1] - 128, row[(4 * (x / 2)) + 3] - 128),
            };
        }
    }

    private static (byte Red, byte Green, byte Blue) FromRgb565(int value)
    {
        (int red, int green, int blue) = (value >> 11, (value >> 5) & 63, value & 31);
        return ((byte)((red << 3) | (red >> 2)), (byte)((green << 2) | (green >> 4)), (byte)((blue << 3) | (blue >> 2)));
    }

    private static (byte Red, byte Green, byte Blue) FromYuv(int luma, int blue, int red) =>
        (Byte(luma + (1.402 * red)), Byte(luma - (0.344136 * blue) - (0.714136 * red)), Byte(luma + (1.772 * blue)));

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

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
