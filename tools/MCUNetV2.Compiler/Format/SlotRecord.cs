using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_slot</c>: how one stage holds one tensor.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct SlotRecord
{
    public ushort Tensor;
    public SlotKind Kind;
    public SlotFlags Flags;
    public uint Offset;
    public ushort WindowHeight;
    public ushort WindowWidth;
    public uint LineOffset;
    public uint StashOffset;
    public ushort LineRows;
    public ushort StashColumns;
}
