// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using MCUNetV2.Cli.Output;
using Spectre.Console;

namespace MCUNetV2.Cli.Targets;

/// <summary>Memory of a target as a table.</summary>
internal static class MemoryTable
{
    public static void Write(IAnsiConsole console, ImmutableArray<MemoryLine> lines)
    {
        ReportTable table = new ReportTable().Text("memory").Number("bytes").Number("budget", keep: 1).Number("used", keep: 2);
        foreach (MemoryLine line in lines)
        {
            table.Add(
                line.Description,
                line.Bytes.ToString("#,##0", CultureInfo.InvariantCulture),
                line.BudgetBytes is { } budget ? ByteSize.Format(budget) : "",
                line.BudgetBytes is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * line.Bytes / limit:0.0} %") : "");
        }

        table.Write(console);
    }
}
