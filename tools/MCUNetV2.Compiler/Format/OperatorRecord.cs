using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_operator</c>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct OperatorRecord
{
    public byte Kind;
    public byte Layout;
    public byte Flags;
    public byte InputCount;
    public ushort FirstInput;
    public ushort Output;
    public ushort KernelHeight;
    public ushort KernelWidth;
    public byte StrideHeight;
    public byte StrideWidth;
    public byte DilationHeight;
    public byte DilationWidth;
    public short PadTop;
    public short PadLeft;
    public sbyte ActivationMin;
    public sbyte ActivationMax;
    public ushort Parameter;
    public uint ConstantsOffset;
    public uint ConstantsBytes;
    public uint ScratchOffset;
    public uint ScratchBytes;
}
