using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_axis</c>: the steps of a stage along rows or columns.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct AxisRecord
{
    public ushort Count;
    public Pace Pace;
    public ushort First;
    public ushort Step;
}
