// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Remote;

/// <summary>Frames as they travel: "M2", command, sequence, length, payload, CRC-32 of all that follows the magic.</summary>
internal static class LinkFrame
{
    public const int HeaderBytes = 8;
    public const int ChecksumBytes = 4;
    private const int MagicBytes = 2;

    public static ReadOnlySpan<byte> Magic => "M2"u8;

    public static byte[] Write(byte command, byte sequence, ReadOnlySpan<int> arguments, ReadOnlySpan<byte> data)
    {
        int length = (4 * arguments.Length) + data.Length;
        byte[] frame = new byte[HeaderBytes + length + ChecksumBytes];
        Magic.CopyTo(frame);
        frame[2] = command;
        frame[3] = sequence;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), length);
        for (int i = 0; i < arguments.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(HeaderBytes + (4 * i)), arguments[i]);
        }

        data.CopyTo(frame.AsSpan(HeaderBytes + (4 * arguments.Length)));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeaderBytes + length), Checksum(frame.AsSpan(0, HeaderBytes + length)));
        return frame;
    }

    /// <param name="frame">From the magic to the end of the payload.</param>
    public static uint Checksum(ReadOnlySpan<byte> frame) => Crc32.Compute(frame[MagicBytes..]);
}
