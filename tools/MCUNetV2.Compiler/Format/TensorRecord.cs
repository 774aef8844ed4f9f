using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_tensor</c>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct TensorRecord
{
    public ushort Height;
    public ushort Width;
    public ushort Channels;
    public sbyte ZeroPoint;
    public byte Reserved;
    public float Scale;
}
