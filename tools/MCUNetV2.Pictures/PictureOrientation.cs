// SPDX-License-Identifier: MIT
using SkiaSharp;

namespace MCUNetV2.Pictures;

/// <summary>The Exif orientation: how a camera was held when it stored its rows.</summary>
internal static class PictureOrientation
{
    /// <returns>The picture upright; the given one when it is, which is disposed of otherwise.</returns>
    public static SKBitmap Apply(SKBitmap picture, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft)
        {
            return picture;
        }

        using (picture)
        {
            bool isTransposed = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
            SKImageInfo info = picture.Info;
            SKBitmap upright = new(isTransposed ? info.WithSize(info.Height, info.Width) : info);
            Copy(picture, upright, origin);
            return upright;
        }
    }

    private static void Copy(SKBitmap stored, SKBitmap upright, SKEncodedOrigin origin)
    {
        ReadOnlySpan<byte> source = stored.GetPixelSpan();
        Span<byte> target = upright.GetPixelSpan();
        int pixelBytes = stored.BytesPerPixel;
        for (int y = 0; y < upright.Height; y++)
        {
            for (int x = 0; x < upright.Width; x++)
            {
                (int column, int row) = StoredAt(x, y, stored.Width, stored.Height, origin);
                source.Slice((row * stored.RowBytes) + (column * pixelBytes), pixelBytes).CopyTo(target[((y * upright.RowBytes) + (x * pixelBytes))..]);
            }
        }
    }

    /// <summary>Where a pixel of the upright picture is stored. An origin names where the first stored row and column belong (Exif 2.32, tag 274).</summary>
    private static (int Column, int Row) StoredAt(int x, int y, int width, int height, SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => (width - 1 - x, y),
        SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
        SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
        SKEncodedOrigin.LeftTop => (y, x),
        SKEncodedOrigin.RightTop => (y, height - 1 - x),
        SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
        SKEncodedOrigin.LeftBottom => (width - 1 - y, x),
        _ => (x, y),
    };
}
