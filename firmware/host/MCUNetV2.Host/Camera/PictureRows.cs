using MCUNetV2.Camera;
using SkiaSharp;

namespace MCUNetV2.Host.Camera;

/// <summary>Picture files as the bytes that a camera would send.</summary>
public static class PictureRows
{
    /// <summary>Reads a picture and scales it to a frame, whole.</summary>
    /// <exception cref="CameraException">The file is no picture.</exception>
    public static byte[] Read(string file, int width, int height, PixelFormat format)
    {
        using var decoded = SKBitmap.Decode(file) ?? throw new CameraException($"{file} is no picture that can be read");
        using var scaled = Scale(decoded, width, height);
        var rowBytes = FrameSize.RowBytes(format, width);
        var frame = new byte[rowBytes * height];
        for (var y = 0; y < height; y++)
        {
            WriteRow(scaled, y, format, frame.AsSpan(y * rowBytes, rowBytes));
        }

        return frame;
    }

    private static SKBitmap Scale(SKBitmap picture, int width, int height)
    {
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (picture.Width == width && picture.Height == height)
        {
            return picture.Copy(SKColorType.Rgba8888);
        }

        return picture.Resize(info, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))
            ?? throw new CameraException("picture cannot be scaled");
    }

    private static void WriteRow(SKBitmap picture, int y, PixelFormat format, Span<byte> row)
    {
        for (var x = 0; x < picture.Width; x++)
        {
            var color = picture.GetPixel(x, y);
            switch (format)
            {
                case PixelFormat.Rgb565BigEndian:
                    (row[2 * x], row[(2 * x) + 1]) = Rgb565(color);
                    break;
                case PixelFormat.Rgb565LittleEndian:
                    (row[(2 * x) + 1], row[2 * x]) = Rgb565(color);
                    break;
                case PixelFormat.Rgb888:
                    (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]) = (color.Red, color.Green, color.Blue);
                    break;
                case PixelFormat.Gray8:
                    row[x] = Luma(color);
                    break;
                default:
                    row[2 * x] = Luma(color);
                    row[(2 * x) + 1] = x % 2 == 0 ? BlueDifference(color) : RedDifference(color);
                    break;
            }
        }
    }

    private static (byte High, byte Low) Rgb565(SKColor color)
    {
        var value = ((color.Red >> 3) << 11) | ((color.Green >> 2) << 5) | (color.Blue >> 3);
        return ((byte)(value >> 8), (byte)value);
    }

    private static byte Luma(SKColor color) => (byte)Math.Round((0.299 * color.Red) + (0.587 * color.Green) + (0.114 * color.Blue));

    private static byte BlueDifference(SKColor color) => Chroma((color.Blue - Luma(color)) / 1.772);

    private static byte RedDifference(SKColor color) => Chroma((color.Red - Luma(color)) / 1.402);

    private static byte Chroma(double difference) => (byte)Math.Clamp(Math.Round(difference) + 128, 0, 255);
}
