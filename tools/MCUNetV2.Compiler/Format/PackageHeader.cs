using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_header</c>: byte for byte what native-interop/include/mcunet/format.h declares.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct PackageHeader
{
    public const uint ExpectedMagic = 0x3255434D;
    public const ushort ExpectedVersion = 1;
    public const uint None = uint.MaxValue;

    /// <summary>The checksum covers the bytes from here on.</summary>
    public const int ChecksummedFrom = 16;

    public uint Magic;
    public ushort Version;
    public ushort HeaderBytes;
    public uint TotalBytes;
    public uint Crc32;
    public uint ArenaBytes;
    public ushort TensorCount;
    public ushort SlotCount;
    public ushort OperatorCount;
    public ushort OperandCount;
    public ushort StageCount;
    public ushort OutputCount;
    public uint TensorsOffset;
    public uint SlotsOffset;
    public uint OperatorsOffset;
    public uint OperandsOffset;
    public uint StagesOffset;
    public uint OutputsOffset;
    public uint HeadOffset;
    public uint ConstantsOffset;
    public ModelId Id;

    /// <summary>UTF-8, zero padded.</summary>
    [InlineArray(24)]
    public struct ModelId
    {
        private byte _first;
    }
}
