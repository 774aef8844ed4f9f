// SPDX-License-Identifier: MIT
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
        ReportTable table = new ReportTable().Number("tensor").Text("held as").Number("window").Text("keeps", keep: 1).Number("arena offset");
        foreach (PackageSlotReport slot in stage.Slots)
        {
            table.Add(
                $"{slot.Tensor}",
                slot.Kind.ToString().ToLowerInvariant(),
                $"{slot.WindowHeight} x {slot.WindowWidth}",
                DescribeKept(slot),
                slot.Kind == SlotKind.Constant ? "in flash" : $"{slot.Offset}");
        }

        table.Write(console);
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
}
