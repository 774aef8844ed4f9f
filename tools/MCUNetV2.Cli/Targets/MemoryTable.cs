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
        Table table = new Table().Border(TableBorder.Simple).AddColumn("memory").AddColumn(Right("bytes")).AddColumn(Right("budget")).AddColumn(Right("used"));
        foreach (MemoryLine line in lines)
        {
            table.AddRow(
                line.Description,
                line.Bytes.ToString("#,##0", CultureInfo.InvariantCulture),
                line.BudgetBytes is { } budget ? ByteSize.Format(budget) : "",
                line.BudgetBytes is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * line.Bytes / limit:0.0} %") : "");
        }

        console.Write(table);
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();
}
