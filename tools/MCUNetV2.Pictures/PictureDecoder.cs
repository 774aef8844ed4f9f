// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>Encoded pictures to RGB. Every verb reads pictures here, so that all of them see the same.</summary>
public static class PictureDecoder
{
    /// <summary>Pixels of the largest picture that is decoded: 400 MB while it is.</summary>
    public const int LargestPixels = 100_000_000;

    /// <summary>Pixels of the longest side that is decoded.</summary>
    public const int LargestSide = 32_768;

    private const string Formats = "JPEG, PNG, WebP, BMP";

    /// <summary>Squashed to a size; the picture's aspect is not kept.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="encoded">JPEG, PNG, WebP or BMP.</param>
    /// <exception cref="InvalidDataException">The bytes are no picture, one of which nothing can be shown, or one that is too large. The message begins with the name.</exception>
    public static DecodedPicture Decode(string name, byte[] encoded, int height, int width)
    {
        using SKBitmap picture = Decode(name, encoded, out bool isDamaged);
        return new DecodedPicture(height, width, ToRgb(name, picture, height, width), isDamaged);
    }

    /// <summary>At the picture's own size, or smaller, its aspect kept, where that is larger than a limit.</summary>
    /// <inheritdoc cref="Decode(string, byte[], int, int)"/>
    /// <param name="largestSide">Most pixels of a row or column.</param>
    public static DecodedPicture Decode(string name, byte[] encoded, int largestSide)
    {
        using SKBitmap picture = Decode(name, encoded, out bool isDamaged);
        double scale = Math.Min(1, largestSide / (double)Math.Max(picture.Height, picture.Width));
        (int height, int width) = (Scale(picture.Height), Scale(picture.Width));
        return new DecodedPicture(height, width, ToRgb(name, picture, height, width), isDamaged);

        int Scale(int side) => Math.Max(1, (int)Math.Round(side * scale));
    }

    private static SKBitmap Decode(string name, byte[] encoded, out bool isDamaged)
    {
        using SKData data = SKData.CreateCopy(encoded);
        using SKCodec codec = SKCodec.Create(data) ?? throw new InvalidDataException($"{name}: not a picture that can be read ({Formats})");
        SKImageInfo info = codec.Info.WithColorSpace(null); // the numbers of the file, as cameras and data sets have them
        if ((long)info.Width * info.Height > LargestPixels || Math.Max(info.Width, info.Height) > LargestSide)
        {
            throw new InvalidDataException(
                $"{name}: a picture of {info.Width} x {info.Height} pixels; at most {LargestPixels / 1_000_000} million, and {LargestSide} a side, are read");
        }

        SKBitmap picture = new(info.AlphaType == SKAlphaType.Unpremul ? info.WithAlphaType(SKAlphaType.Premul) : info);
        SKCodecResult result = codec.GetPixels(picture.Info, picture.GetPixels());
        if (result is not (SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput))
        {
            picture.Dispose();
            throw new InvalidDataException($"{name}: a damaged picture, of which nothing can be shown");
        }

        isDamaged = result != SKCodecResult.Success || !IsSound(codec.EncodedFormat, encoded);
        return PictureOrientation.Apply(picture, codec.EncodedOrigin);
    }

    private static bool IsSound(SKEncodedImageFormat format, byte[] encoded) => format switch
    {
        SKEncodedImageFormat.Jpeg => JpegStream.IsSound(encoded),
        SKEncodedImageFormat.Png => PngStream.IsSound(encoded),
        _ => true,
    };

    private static byte[] ToRgb(string name, SKBitmap picture, int height, int width)
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
