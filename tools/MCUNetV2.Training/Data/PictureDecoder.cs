using SkiaSharp;

namespace MCUNetV2.Training.Data;

/// <summary>Encoded file to a square RGB picture.</summary>
internal static class PictureDecoder
{
    /// <returns>size x size x 3 bytes, row by row; the picture's aspect is not kept.</returns>
    /// <exception cref="InvalidDataException">The bytes are no picture.</exception>
    public static byte[] Decode(PictureFile file, int size)
    {
        using SKBitmap picture = SKBitmap.Decode(file.Encoded) ?? throw new InvalidDataException($"{file.Name}: not a picture that can be read");
        SKImageInfo target = new(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKBitmap resized = picture.Resize(target, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))
            ?? throw new InvalidDataException($"{file.Name}: could not be resized to {size} x {size}");
        ReadOnlySpan<byte> rgba = resized.GetPixelSpan();
        byte[] rgb = new byte[size * size * 3];
        for (int pixel = 0; pixel < size * size; pixel++)
        {
            rgba.Slice(pixel * 4, 3).CopyTo(rgb.AsSpan(pixel * 3));
        }

        return rgb;
    }
}
