using MCUNetV2.Compiler.Packaging.Records;

namespace MCUNetV2.Cli.Inspection;

/// <summary>How a stage holds a tensor.</summary>
/// <param name="Offset">In the arena; of a constant, in the package.</param>
internal sealed record PackageSlotReport(int Tensor, SlotKind Kind, SlotFlags Flags, uint Offset, int WindowHeight, int WindowWidth, int LineRows, int StashColumns)
{
    public static PackageSlotReport Create(SlotRecord slot)
    {
        return new PackageSlotReport(
            slot.Tensor, slot.Kind, slot.Flags, slot.Offset, slot.WindowHeight, slot.WindowWidth, slot.LineRows, slot.StashColumns);
    }
}
