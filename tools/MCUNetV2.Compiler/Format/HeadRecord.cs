using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_head</c>; kind-specific data follows.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct HeadRecord
{
    public const ushort Classifier = 1;
    public const ushort Yolo = 2;

    public ushort Kind;
    public ushort Count;
    public uint Bytes;
}
