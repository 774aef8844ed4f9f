using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>
/// Reads the tables of a package for people to look at. Whether a package may run is for the engine to say
/// (<c>mcunet_model_open</c>), which verifies far more.
/// </summary>
public static class PackageReader
{
    /// <summary>Whether the bytes begin as a package does.</summary>
    public static bool IsPackage(ReadOnlySpan<byte> bytes)
    {
        return bytes.Length >= sizeof(uint) && MemoryMarshal.Read<uint>(bytes) == PackageHeader.ExpectedMagic;
    }

    /// <exception cref="PackageFormatException">Not a package, or damaged.</exception>
    public static Package Read(ReadOnlySpan<byte> bytes)
    {
        PackageHeader header = ReadHeader(bytes);
        return new Package(
            header,
            Encoding.UTF8.GetString(header.Id).TrimEnd('\0'),
            ReadTable<TensorRecord>(bytes, header.TensorsOffset, header.TensorCount, "tensors"),
            ReadTable<SlotRecord>(bytes, header.SlotsOffset, header.SlotCount, "slots"),
            ReadTable<OperatorRecord>(bytes, header.OperatorsOffset, header.OperatorCount, "operators"),
            ReadTable<ushort>(bytes, header.OperandsOffset, header.OperandCount, "operands"),
            ReadTable<StageRecord>(bytes, header.StagesOffset, header.StageCount, "stages"),
            ReadTable<ushort>(bytes, header.OutputsOffset, header.OutputCount, "outputs"),
            header.HeadOffset == PackageHeader.None ? null : HeadReader.Read(bytes, header.HeadOffset));
    }

    /// <summary>A run of records inside the package.</summary>
    /// <exception cref="PackageFormatException">It ends outside the package.</exception>
    internal static ImmutableArray<T> ReadTable<T>(ReadOnlySpan<byte> bytes, uint offset, int count, string what)
        where T : unmanaged
    {
        long length = (long)count * Unsafe.SizeOf<T>();
        if (offset + length > bytes.Length)
        {
            throw new PackageFormatException($"damaged package: the {what} at byte {offset} end beyond the file");
        }

        return [.. MemoryMarshal.Cast<byte, T>(bytes.Slice((int)offset, (int)length))];
    }

    private static PackageHeader ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (!IsPackage(bytes) || bytes.Length < Unsafe.SizeOf<PackageHeader>())
        {
            throw new PackageFormatException("not a package: it does not begin with a package header");
        }

        PackageHeader header = MemoryMarshal.Read<PackageHeader>(bytes);
        if (header.Version != PackageHeader.ExpectedVersion)
        {
            throw new PackageFormatException($"a package of format version {header.Version}; this tool reads version {PackageHeader.ExpectedVersion}");
        }

        if (header.HeaderBytes != Unsafe.SizeOf<PackageHeader>())
        {
            throw new PackageFormatException($"damaged package: a header of {header.HeaderBytes} bytes; it has {Unsafe.SizeOf<PackageHeader>()}");
        }

        if (header.TotalBytes != bytes.Length)
        {
            throw new PackageFormatException($"truncated package: it says {header.TotalBytes} bytes and has {bytes.Length}");
        }

        uint checksum = Crc32.Compute(bytes[PackageHeader.ChecksummedFrom..]);
        return checksum == header.Crc32
            ? header
            : throw new PackageFormatException($"damaged package: its checksum is {checksum:x8} and should be {header.Crc32:x8}");
    }
}
