using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>Encoded pictures to RGB.</summary>
public static class PictureDecoder
{
    /// <param name="name">For the message when the bytes are no picture.</param>
    /// <param name="encoded">JPEG, PNG, WebP or BMP.</param>
    /// <returns>height x width x 3 bytes, row by row; the picture's aspect is not kept.</returns>
    /// <exception cref="InvalidDataException">The bytes are no picture.</exception>
    public static byte[] Decode(string name, byte[] encoded, int height, int width)
    {
        using SKBitmap picture = SKBitmap.Decode(encoded) ?? throw new InvalidDataException($"{name}: not a picture that can be read (JPEG, PNG, WebP, BMP)");
        return Resize(name, picture, height, width);
    }

    /// <summary>At the picture's own size.</summary>
    /// <inheritdoc cref="Decode(string, byte[], int, int)"/>
    public static byte[] Decode(string name, byte[] encoded, out int height, out int width)
    {
        using SKBitmap picture = SKBitmap.Decode(encoded) ?? throw new InvalidDataException($"{name}: not a picture that can be read (JPEG, PNG, WebP, BMP)");
        (height, width) = (picture.Height, picture.Width);
        return Resize(name, picture, height, width);
    }

    private static byte[] Resize(string name, SKBitmap picture, int height, int width)
    {
        SKImageInfo target = new(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKBitmap resized = picture.Resize(target, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))
            ?? throw new InvalidDataException($"{name}: cannot be resized to {width} x {height}");
        ReadOnlySpan<byte> rgba = resized.GetPixelSpan();
        byte[] rgb = new byte[height * width * 3];
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            rgba.Slice(pixel * 4, 3).CopyTo(rgb.AsSpan(pixel * 3));
        }

        return rgb;
    }
}
