// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Inspection;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>A model that does not run, as text.</summary>
internal static class BlockedListing
{
    public static void Write(IAnsiConsole console, BlockedReport report)
    {
        ReportTable table = new ReportTable().Number("#").Text("operator").Text("output", keep: 1).Text("type", keep: 2).Text("in the way");
        foreach (BlockedOperator row in report.Operators)
        {
            table.Add($"{row.Index}", row.Name, string.Join(" x ", row.OutputShape), row.Type, row.Blocker ?? "");
        }

        table.Write(console);
        foreach (IGrouping<(string Name, string Reason, string Needed), Blocker> kind in report.Blockers.GroupBy(blocker => (blocker.Name, blocker.Reason, blocker.Needed)))
        {
            console.WriteLine($"{kind.Count()} x {kind.Key.Name} {kind.Key.Reason}: needed is {kind.Key.Needed}");
        }

        if (report.Next is { } next)
        {
            console.WriteLine($"next: {next}");
        }
    }
}
