// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Native;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>
/// Reads the tables of a package. Whether a package may run is for the engine to say (<c>mcunet_model_open</c>), which verifies far more.
/// </summary>
public static class PackageReader
{
    /// <summary>Bytes to the end of the two that say the format; they have that place in every format.</summary>
    private const int VersionEnd = 6;

    private static readonly int ChecksummedFrom = (int)Marshal.OffsetOf<PackageHeader>(nameof(PackageHeader.ArenaBytes));

    /// <summary>Whether the bytes begin as a package does.</summary>
    public static bool IsPackage(ReadOnlySpan<byte> bytes)
    {
        return bytes.Length >= sizeof(uint) && MemoryMarshal.Read<uint>(bytes) == FormatNumbers.Magic;
    }

    /// <summary>A package that may run: the engine has verified it too.</summary>
    /// <exception cref="PackageFormatException">Not a package, damaged, or one that the engine refuses.</exception>
    public static Package ReadVerified(ReadOnlySpan<byte> bytes)
    {
        Package package = Read(bytes);
        uint arenaBytes = package.Header.ArenaBytes;
        string? refusal = arenaBytes > FormatNumbers.MaxArenaBytes ? $"an arena of {arenaBytes} bytes" : EngineCheck.Refusal(bytes, (int)arenaBytes);
        return refusal is null ? package : throw new PackageFormatException($"damaged package: the engine refuses it ({refusal})");
    }

    /// <exception cref="PackageFormatException">Not a package, or damaged.</exception>
    public static Package Read(ReadOnlySpan<byte> bytes)
    {
        PackageHeader header = ReadHeader(bytes);
        return new Package(
            header,
            OneLine.Name(Encoding.UTF8.GetString(header.ModelId).TrimEnd('\0')),
            ReadTable<TensorRecord>(bytes, header.TensorsOffset, header.TensorCount, "tensors"),
            ReadTable<SlotRecord>(bytes, header.SlotsOffset, header.SlotCount, "slots"),
            ReadTable<OperatorRecord>(bytes, header.OperatorsOffset, header.OperatorCount, "operators"),
            ReadTable<ushort>(bytes, header.OperandsOffset, header.OperandCount, "operands"),
            ReadTable<StageRecord>(bytes, header.StagesOffset, header.StageCount, "stages"),
            ReadTable<ushort>(bytes, header.OutputsOffset, header.OutputCount, "outputs"),
            header.HeadOffset == FormatNumbers.None ? null : HeadReader.Read(bytes, header.HeadOffset));
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
        if (!IsPackage(bytes) || bytes.Length < VersionEnd)
        {
            throw new PackageFormatException("not a package: it does not begin with a package header");
        }

        CheckFormat(bytes[VersionEnd - 2], bytes[VersionEnd - 1]);
        if (bytes.Length < Unsafe.SizeOf<PackageHeader>())
        {
            throw new PackageFormatException($"truncated package: its header has {Unsafe.SizeOf<PackageHeader>()} bytes, the file {bytes.Length}");
        }

        PackageHeader header = MemoryMarshal.Read<PackageHeader>(bytes);
        if (header.HeaderBytes != Unsafe.SizeOf<PackageHeader>())
        {
            throw new PackageFormatException($"damaged package: a header of {header.HeaderBytes} bytes; it has {Unsafe.SizeOf<PackageHeader>()}");
        }

        if (header.TotalBytes != bytes.Length)
        {
            throw new PackageFormatException($"truncated package: it says {header.TotalBytes} bytes and has {bytes.Length}");
        }

        uint checksum = Crc32.Compute(bytes[ChecksummedFrom..]);
        if (checksum != header.Crc32)
        {
            throw new PackageFormatException($"damaged package: its checksum is {checksum:x8} and should be {header.Crc32:x8}");
        }

        CheckLayouts(header.LayoutVersions);
        return header;
    }

    private static void CheckFormat(byte major, byte minor)
    {
        string reads = $"this tool reads {FormatNumbers.FormatMajor}.{FormatNumbers.FormatMinor}";
        if (major < FormatNumbers.FormatMajor)
        {
            throw new PackageFormatException($"a package of the older format {major}.{minor}; {reads}: compile the model again");
        }

        if (major > FormatNumbers.FormatMajor || minor > FormatNumbers.FormatMinor)
        {
            throw new PackageFormatException($"a package of the newer format {major}.{minor}; {reads}: use the tool that wrote it, or a later one");
        }
    }

    private static void CheckLayouts(ReadOnlySpan<byte> versions)
    {
        for (int layout = 0; layout < versions.Length; layout++)
        {
            byte known = layout < FormatNumbers.LayoutVersions.Length ? FormatNumbers.LayoutVersions[layout] : (byte)0;
            if (versions[layout] != 0 && versions[layout] != known)
            {
                string age = versions[layout] < known ? "older" : "newer";
                string remedy = versions[layout] < known ? "compile the model again" : "use the tool that wrote it, or a later one";
                throw new PackageFormatException($"a package with the {age} layout {layout}.{versions[layout]}; this tool reads {layout}.{known}: {remedy}");
            }
        }
    }
}
