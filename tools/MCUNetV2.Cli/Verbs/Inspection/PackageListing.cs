using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Compiler.Format;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>A package as text.</summary>
internal static class PackageListing
{
    public static void Write(IAnsiConsole console, PackageReport report)
    {
        console.WriteLine($"package {report.ModelId}");
        console.WriteLine($"SRAM    {ByteSize.Format(report.PeakBytes)}, everything counted");
        console.WriteLine($"flash   {ByteSize.Format(report.FlashBytes)}");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MACs    {report.Macs:#,##0}"));
        for (int stage = 0; stage < report.Stages.Length; stage++)
        {
            PackageStageReport walk = report.Stages[stage];
            console.WriteLine();
            console.WriteLine($"stage {stage}: {walk.Rows} x {walk.Columns} patches, paced by {Paces[(int)walk.Pace]}");
            OperatorTable.Write(console, report.Operators.Skip(walk.FirstOperator).Take(walk.OperatorCount));
            WriteSlots(console, walk);
        }
    }

    private static readonly string[] Paces = ["demand", "arrival"];

    private static void WriteSlots(IAnsiConsole console, PackageStageReport stage)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn(Right("tensor")).AddColumn("held as").AddColumn(Right("window")).AddColumn("keeps").AddColumn(Right("arena offset"));
        foreach (PackageSlotReport slot in stage.Slots)
        {
            table.AddRow(
                $"{slot.Tensor}",
                slot.Kind.ToString().ToLowerInvariant(),
                $"{slot.WindowHeight} x {slot.WindowWidth}",
                DescribeKept(slot),
                slot.Kind == SlotKind.Constant ? "in flash" : $"{slot.Offset}");
        }

        console.Write(table);
    }

    private static string DescribeKept(PackageSlotReport slot)
    {
        List<string> kept = [];
        if (slot.Flags.HasFlag(SlotFlags.KeepRows))
        {
            kept.Add(slot.LineRows > 0 ? $"{slot.LineRows} rows aside" : "rows");
        }

        if (slot.Flags.HasFlag(SlotFlags.KeepColumns))
        {
            kept.Add(slot.StashColumns > 0 ? $"{slot.StashColumns} columns aside" : "columns");
        }

        return string.Join(", ", kept);
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();
}
