using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>Operators as a table.</summary>
internal static class OperatorTable
{
    public static void Write(IAnsiConsole console, IEnumerable<OperatorReport> operators)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn(Right("#")).AddColumn("operator").AddColumn("input").AddColumn("output").AddColumn("kernel").AddColumn("stride")
            .AddColumn(Right("MACs")).AddColumn(Right("constants"));
        foreach (OperatorReport row in operators)
        {
            table.AddRow(
                $"{row.Index}",
                row.Kind.ToString(),
                string.Join(" x ", row.InputShape),
                string.Join(" x ", row.OutputShape),
                string.Join(" x ", row.Kernel),
                string.Join(" x ", row.Stride),
                row.Macs == 0 ? "" : row.Macs.ToString("#,##0", CultureInfo.InvariantCulture),
                row.ConstantBytes == 0 ? "" : ByteSize.Format(row.ConstantBytes));
        }

        console.Write(table);
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();
}
