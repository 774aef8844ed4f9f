// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace MCUNetV2.Pictures;

/// <summary>
/// Finds damage that decoders pass over in silence: between the segments of a JPEG (ITU-T T.81, annex B) nothing but coded pixels may lie, and
/// in those 0xFF is followed by 0, or by the restart markers in turn. Bytes that were overwritten hardly ever keep to that.
/// </summary>
internal static class JpegStream
{
    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>Whether the file has the form of a JPEG from its start to its end marker.</summary>
    public static bool IsSound(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != Prefix || file[1] != StartOfImage)
        {
            return false;
        }

        int position = 2;
        while (position + 1 < file.Length && file[position] == Prefix)
        {
            byte marker = file[position + 1];
            switch (marker)
            {
                case Prefix: // a fill byte
                    position++;
                    continue;
                case EndOfImage:
                    return true;
                case < 0xC0 or (>= 0xD0 and <= StartOfImage):
                    return false;
            }

            if (position + 4 > file.Length)
            {
                return false;
            }

            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (marker == StartOfScan)
            {
                position = SkipScan(file, position);
            }
        }

        return false;
    }

    /// <returns>Where the next segment begins, or the end of the file.</returns>
    private static int SkipScan(ReadOnlySpan<byte> file, int position)
    {
        int restarts = 0;
        while (position < file.Length)
        {
            int next = file[position..].IndexOf(Prefix);
            if (next < 0 || position + next + 1 >= file.Length)
            {
                break;
            }

            position += next;
            byte marker = file[position + 1];
            bool isRestart = marker == 0xD0 + (restarts % 8);
            if (marker != 0 && !isRestart)
            {
                return position;
            }

            restarts += isRestart ? 1 : 0;
            position += 2;
        }

        return file.Length;
    }
}
