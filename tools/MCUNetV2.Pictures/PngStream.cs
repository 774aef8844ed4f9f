// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;

namespace MCUNetV2.Pictures;

/// <summary>
/// Finds what decoders pass over in silence: a PNG (ISO/IEC 15948) whose picture data end before its last row, or that has none. The rows are
/// counted as the file says its size; what they hold is the decoder's to judge.
/// </summary>
internal static class PngStream
{
    private const int SignatureBytes = 8;
    private const int ChunkOverhead = 12; // length, type, checksum
    private const int HeaderBytes = 13;

    // First column and row of the seven passes of an interlaced picture, and the steps between theirs.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Whether the picture data are as many as the head says.</summary>
    public static bool IsSound(ReadOnlySpan<byte> file)
    {
        using MemoryStream packed = new();
        long expected = 0;
        int position = SignatureBytes;
        while (position + ChunkOverhead <= file.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            if (length > file.Length - position - ChunkOverhead)
            {
                return false;
            }

            ReadOnlySpan<byte> type = file.Slice(position + 4, 4);
            ReadOnlySpan<byte> content = file.Slice(position + 8, (int)length);
            if (type.SequenceEqual("IHDR"u8) && length == HeaderBytes)
            {
                expected = Expected(content);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(content);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                packed.Position = 0;
                return expected > 0 && HasUnpacked(packed, expected);
            }

            position += ChunkOverhead + (int)length;
        }

        return false;
    }

    /// <summary>Bytes of all rows, each with its filter's.</summary>
    private static long Expected(ReadOnlySpan<byte> header)
    {
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        int bits = header[8] * Samples(header[9]);
        bool isInterlaced = header[12] != 0;
        return isInterlaced
            ? Passes.Sum(pass => Rows((width - pass.X + pass.StepX - 1) / pass.StepX, (height - pass.Y + pass.StepY - 1) / pass.StepY, bits))
            : Rows(width, height, bits);
    }

    private static long Rows(long width, long height, int bits) => width <= 0 || height <= 0 ? 0 : height * (1 + (((width * bits) + 7) / 8));

    /// <summary>Of a pixel, by the colour type: gray, RGB, palette, gray with alpha, RGB with alpha.</summary>
    private static int Samples(byte colourType) => colourType switch
    {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };

    private static bool HasUnpacked(Stream packed, long expected)
    {
        byte[] buffer = new byte[1 << 14];
        long count = 0;
        try
        {
            using ZLibStream rows = new(packed, CompressionMode.Decompress);
            int read;
            while (count < expected && (read = rows.Read(buffer)) > 0)
            {
                count += read;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return count >= expected;
    }
}
