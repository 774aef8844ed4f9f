// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace MCUNetV2.Remote.Elf;

/// <summary>A linked 32-bit little-endian ELF executable: its sections, symbols and bytes.</summary>
public sealed class ElfFile
{
    private const int HeaderBytes = 52;
    private const int SectionBytes = 40;
    private const int SymbolBytes = 16;
    private const int TypeSymbols = 2;
    private const int TypeNoBits = 8;
    private const int FlagWrite = 1;
    private const int FlagAllocate = 2;
    private const int FlagExecute = 4;

    private readonly byte[] _bytes;
    private readonly Dictionary<string, uint> _symbols = [];

    private ElfFile(byte[] bytes)
    {
        _bytes = bytes;
        int table = Word(32);
        int count = Half(48);
        int names = Word(table + (Half(50) * SectionBytes) + 16);
        Sections = [.. Enumerable.Range(0, count).Select(index => Section(table + (index * SectionBytes), names))];
        for (int index = 0; index < count; index++)
        {
            int header = table + (index * SectionBytes);
            if (Word(header + 4) == TypeSymbols)
            {
                ReadSymbols(Sections[index], Sections[Word(header + 24)].Offset);
            }
        }
    }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<ElfSection> Sections { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="LinkException">It is no such executable.</exception>
    public static ElfFile Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderBytes || !bytes.AsSpan().StartsWith("\u007FELF\u0001\u0001"u8))
        {
            throw new LinkException($"{path}: not a 32-bit little-endian ELF file; build it again");
        }

        return new ElfFile(bytes);
    }

    /// <summary>A symbol's value; of a Thumb function, the address with its lowest bit set.</summary>
    /// <exception cref="LinkException">There is none of that name.</exception>
    public uint Symbol(string name) =>
        _symbols.TryGetValue(name, out uint value) ? value : throw new LinkException($"the target's runner has no symbol {name}: build it again");

    /// <summary>The bytes that lie in memory from one address up to another.</summary>
    /// <exception cref="LinkException">The file does not fill that memory.</exception>
    public ReadOnlySpan<byte> Bytes(uint begin, uint end)
    {
        foreach (ElfSection section in Sections)
        {
            if (section.Kind is not (SectionKind.Absent or SectionKind.Zeroed) && begin >= section.Address && end <= section.Address + section.Bytes)
            {
                return _bytes.AsSpan(section.Offset + (int)(begin - section.Address), (int)(end - begin));
            }
        }

        throw new LinkException($"the target executed 0x{begin:x}, which its runner does not hold");
    }

    private static SectionKind Kind(int type, int flags) => flags switch
    {
        _ when (flags & FlagAllocate) == 0 => SectionKind.Absent,
        _ when type == TypeNoBits => SectionKind.Zeroed,
        _ when (flags & FlagExecute) != 0 => SectionKind.Code,
        _ when (flags & FlagWrite) != 0 => SectionKind.Initialized,
        _ => SectionKind.Constants,
    };

    private ElfSection Section(int header, int names) => new(
        Text(names + Word(header)), Kind(Word(header + 4), Word(header + 8)), (uint)Word(header + 12), Word(header + 16), Word(header + 20));

    private void ReadSymbols(ElfSection section, int names)
    {
        for (int at = section.Offset; at < section.Offset + section.Bytes; at += SymbolBytes)
        {
            _symbols[Text(names + Word(at))] = (uint)Word(at + 4);
        }
    }

    private string Text(int offset) => Encoding.ASCII.GetString(_bytes.AsSpan(offset, Array.IndexOf(_bytes, (byte)0, offset) - offset));

    private int Word(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(offset));

    private int Half(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(offset));
}
