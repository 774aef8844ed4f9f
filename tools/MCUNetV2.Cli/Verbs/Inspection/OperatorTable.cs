// SPDX-License-Identifier: MIT
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
        ReportTable table = new ReportTable()
            .Number("#").Text("operator").Text("input", keep: 1).Text("output", keep: 4).Text("kernel", keep: 3).Text("stride", keep: 2).Number("MACs").Number("constants", keep: 5);
        foreach (OperatorReport row in operators)
        {
            table.Add(
                $"{row.Index}",
                row.Kind.ToString(),
                string.Join(" x ", row.InputShape),
                string.Join(" x ", row.OutputShape),
                string.Join(" x ", row.Kernel),
                string.Join(" x ", row.Stride),
                row.Macs == 0 ? "" : row.Macs.ToString("#,##0", CultureInfo.InvariantCulture),
                row.ConstantBytes == 0 ? "" : ByteSize.Format(row.ConstantBytes));
        }

        table.Write(console);
    }
}
