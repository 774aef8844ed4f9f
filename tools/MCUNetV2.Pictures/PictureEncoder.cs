// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>RGB to PNG.</summary>
public static class PictureEncoder
{
    /// <param name="rgb">height x width x 3 bytes, row by row.</param>
    public static byte[] EncodePng(ReadOnlySpan<byte> rgb, int height, int width)
    {
        using SKBitmap picture = ToBitmap(rgb, height, width);
        return EncodePng(picture);
    }

    /// <summary>A bitmap of its own.</summary>
    internal static SKBitmap ToBitmap(ReadOnlySpan<byte> rgb, int height, int width)
    {
        SKBitmap picture = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        byte[] rgba = new byte[height * width * 4];
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            rgb.Slice(pixel * 3, 3).CopyTo(rgba.AsSpan(pixel * 4));
            rgba[(pixel * 4) + 3] = byte.MaxValue;
        }

        System.Runtime.InteropServices.Marshal.Copy(rgba, 0, picture.GetPixels(), rgba.Length);
        return picture;
    }

    internal static byte[] EncodePng(SKBitmap picture)
    {
        using SKImage image = SKImage.FromBitmap(picture);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }
}
