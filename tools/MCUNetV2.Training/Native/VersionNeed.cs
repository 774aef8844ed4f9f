// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace MCUNetV2.Training.Native;

/// <summary>
/// The versions of symbols that an ELF library (64-bit, little-endian) asks of other libraries: section SHT_GNU_verneed, Linux Standard Base
/// "Symbol Versioning".
/// </summary>
internal static class VersionNeed
{
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 2; // VER_FLG_WEAK

    /// <summary>Marks the requirement of a version as weak: the library then loads where the version is missing.</summary>
    /// <returns>Whether something was changed: not when the library is no such ELF file, does not require the version, or does so weakly already.</returns>
    public static bool TryWeaken(Span<byte> image, string version)
    {
        try
        {
            return FindRecord(image, version) is { } record && TrySetFlag(image[(record + 4)..]);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // an offset that leads out of the file
        }
    }

    private static bool TrySetFlag(Span<byte> flags)
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(flags);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(value | WeakFlag));
        return (value & WeakFlag) == 0;
    }

    /// <summary>Offset of the vernaux record of the version.</summary>
    private static int? FindRecord(ReadOnlySpan<byte> image, string version)
    {
        if (!image.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            return null;
        }

        int table = (int)BinaryPrimitives.ReadUInt64LittleEndian(image[0x28..]);
        int entry = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3A..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3C..]);
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> section = image[(table + (index * entry))..];
            if (Word(section, 4) == VersionNeedSection)
            {
                ReadOnlySpan<byte> strings = image[(table + ((int)Word(section, 40) * entry))..];
                return FindRecord(image, Offset(section), Offset(strings), version);
            }
        }

        return null;
    }

    /// <summary>A chain of verneed records, one a library, each with a chain of vernaux records, one a version.</summary>
    private static int? FindRecord(ReadOnlySpan<byte> image, int need, int strings, string version)
    {
        for (int next = -1; next != 0; need += next)
        {
            int record = need + (int)Word(image[need..], 8);
            for (int step = -1; step != 0; record += step)
            {
                if (Name(image[(strings + (int)Word(image[record..], 8))..]) == version)
                {
                    return record;
                }

                step = Forward(Word(image[record..], 12));
            }

            next = Forward(Word(image[need..], 12));
        }

        return null;
    }

    /// <summary>Chains lead on; one that led back would have no end.</summary>
    private static int Forward(uint step) => step <= int.MaxValue ? (int)step : throw new ArgumentOutOfRangeException(nameof(step));

    private static int Offset(ReadOnlySpan<byte> section) => checked((int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(section[24..]), int.MaxValue));

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static string Name(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
    }
}
