using System.Collections.Immutable;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Packaging.Records;

namespace MCUNetV2.Cli.Inspection;

/// <summary>One stage: the operators [<paramref name="FirstOperator"/>, + <paramref name="OperatorCount"/>), walked in rows x columns patches.</summary>
internal sealed record PackageStageReport(int FirstOperator, int OperatorCount, int Rows, int Columns, Pace Pace, ImmutableArray<PackageSlotReport> Slots)
{
    public static PackageStageReport Create(Package package, StageRecord stage)
    {
        return new PackageStageReport(
            stage.FirstOperator,
            stage.OperatorCount,
            stage.Rows.Count,
            stage.Columns.Count,
            stage.Rows.Pace,
            [.. package.Slots.AsSpan().Slice(stage.FirstSlot, stage.SlotCount).ToArray().Select(PackageSlotReport.Create)]);
    }
}
