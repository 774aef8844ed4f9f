using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Format;

/// <summary><c>mcunet_stage</c>: a run of operators executed patch by patch.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct StageRecord
{
    public ushort FirstOperator;
    public ushort OperatorCount;
    public ushort FirstSlot;
    public ushort SlotCount;
    public AxisRecord Rows;
    public AxisRecord Columns;
    public uint IntervalsOffset;
}
