// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using MCUNetV2.Compiler.Format;
using SkiaSharp;

namespace MCUNetV2.Cli.Tests.Pictures;

/// <summary>Encoded pictures, and what may have happened to them.</summary>
internal static class TestPicture
{
    /// <summary>No two pixels are alike, so that a turned one shows.</summary>
    public static byte[] Encode(SKEncodedImageFormat format, int width = 48, int height = 32)
    {
        using SKBitmap picture = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                picture.SetPixel(x, y, new SKColor((byte)(255 * x / width), (byte)(255 * y / height), (byte)(x * y * 37)));
            }
        }

        using SKData data = picture.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The file's first half.</summary>
    public static byte[] Cut(byte[] file) => file[..(file.Length / 2)];

    /// <summary>Bytes in the middle overwritten.</summary>
    public static byte[] Garble(byte[] file)
    {
        byte[] garbled = [.. file];
        new Random(1).NextBytes(garbled.AsSpan(file.Length / 2, 600));
        return garbled;
    }

    /// <summary>A JPEG with an Exif segment that says how the camera was held.</summary>
    /// <param name="orientation">1 to 8.</param>
    public static byte[] Turn(byte[] jpeg, byte orientation)
    {
        // Exif header, TIFF header (big-endian, first directory at 8), one entry: tag 0x112, SHORT, count 1, the value.
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>A gray PNG's head: it says its size, and there is nothing behind it that would have to be read to know.</summary>
    public static byte[] PngHead(int width, int height)
    {
        byte[] file = [0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. "IDAT"u8, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.Compute(file.AsSpan(12, 17)));
        return file;
    }
}
