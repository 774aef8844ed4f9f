// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace MCUNetV2.Pictures;

/// <summary>
/// Finds damage that decoders pass over in silence: between the segments of a JPEG (ITU-T T.81, annex B) nothing but coded pixels may lie, and
/// in those 0xFF is followed by 0, or by the restart markers in turn. Bytes that were overwritten hardly ever keep to that. And no block of 8 x 8
/// samples takes less than a bit: a file with fewer coded bytes is not all of its picture.
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
        long blocks = 0;
        long coded = 0;
        while (position + 1 < file.Length && file[position] == Prefix)
        {
            byte marker = file[position + 1];
            switch (marker)
            {
                case Prefix: // a fill byte
                    position++;
                    continue;
                case EndOfImage:
                    return coded * 8 >= blocks;
                case < 0xC0 or (>= 0xD0 and <= StartOfImage):
                    return false;
            }

            if (position + 4 > file.Length)
            {
                return false;
            }

            int next = position + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (marker is 0xC0 or 0xC1 or 0xC2) // Huffman codes, of a bit at least
            {
                blocks = Blocks(file[position..]);
            }

            position = next;
            if (marker == StartOfScan)
            {
                position = SkipScan(file, position);
                coded += position - Math.Min(next, position);
            }
        }

        return false;
    }

    /// <summary>Blocks of all components of a frame: its head (SOF0, 1 or 2, at the marker) gives the size in pixels, and how often each is sampled.</summary>
    /// <returns>0 where the head is cut short.</returns>
    private static long Blocks(ReadOnlySpan<byte> frame)
    {
        const int FirstComponent = 10;
        const int ComponentBytes = 3;
        int components = frame.Length < FirstComponent ? 0 : frame[FirstComponent - 1];
        if (frame.Length < FirstComponent + (components * ComponentBytes))
        {
            return 0;
        }

        long height = BinaryPrimitives.ReadUInt16BigEndian(frame[5..]);
        long width = BinaryPrimitives.ReadUInt16BigEndian(frame[7..]);
        int[] sampling = new int[components];
        for (int i = 0; i < components; i++)
        {
            sampling[i] = frame[FirstComponent + (i * ComponentBytes) + 1];
        }

        int widest = sampling.Select(Horizontal).DefaultIfEmpty().Max();
        int highest = sampling.Select(Vertical).DefaultIfEmpty().Max();
        return widest == 0 || highest == 0 ? 0 : sampling.Sum(factors => Along(width, Horizontal(factors), widest) * Along(height, Vertical(factors), highest));

        static int Horizontal(int factors) => factors >> 4;
        static int Vertical(int factors) => factors & 15;
        static long Along(long pixels, int factor, int most) => ((pixels * factor) + (8L * most) - 1) / (8L * most);
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
