// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;
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

    /// <summary>A PNG in which other picture data stand for its own.</summary>
    /// <param name="change">From the packed rows to the contents of the IDAT chunks; none leaves the picture without any.</param>
    public static byte[] ChangePngData(byte[] png, Func<byte[], byte[][]> change)
    {
        List<byte> head = [.. png[..8]];
        List<byte> packed = [];
        for (int position = 8; position < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(position));
            byte[] chunk = png[position..(position + length + 12)];
            position += chunk.Length;
            switch (System.Text.Encoding.ASCII.GetString(chunk, 4, 4))
            {
                case "IDAT":
                    packed.AddRange(chunk[8..^4]);
                    break;
                case "IEND":
                    return [.. head, .. change([.. packed]).SelectMany(content => PngChunk("IDAT"u8, content)), .. chunk];
                default:
                    head.AddRange(chunk);
                    break;
            }
        }

        throw new InvalidOperationException("a PNG without an end");
    }

    /// <summary>A PNG of any kind.</summary>
    /// <param name="rows">Filters and pixels of all rows.</param>
    public static byte[] Png(int width, int height, byte depth, byte colourType, bool isInterlaced, byte[] rows)
    {
        const byte PaletteType = 3;
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, depth, colourType, 0, 0, (byte)(isInterlaced ? 1 : 0)];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        byte[] palette = colourType == PaletteType ? PngChunk("PLTE"u8, [1, 2, 3]) : [];
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. PngChunk("IHDR"u8, header), .. palette, .. PngChunk("IDAT"u8, Pack(rows)), .. PngChunk("IEND"u8, [])];
    }

    /// <summary>Rows packed as a PNG has them.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> rows)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(rows);
        }

        return packed.ToArray();
    }

    /// <summary>A JPEG whose scan has no coded pixels: its end marker follows the scan's head.</summary>
    public static byte[] WithoutScan(byte[] jpeg)
    {
        int scan = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        int data = scan + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(scan + 2));
        return [.. jpeg[..data], 0xFF, 0xD9];
    }

    private static byte[] PngChunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.Compute(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }
}
