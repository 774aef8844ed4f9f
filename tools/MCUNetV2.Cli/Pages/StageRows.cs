// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using MCUNetV2.Cli.Packages;

namespace MCUNetV2.Cli.Pages;

/// <summary>The stages as rows of a table; runs of single layers are one row.</summary>
internal static class StageRows
{
    public static string Write(PackageReport package)
    {
        StringBuilder rows = new();
        for (int stage = 0; stage < package.Stages.Length; stage++)
        {
            int last = stage;
            while (IsLayer(package, stage) && last + 1 < package.Stages.Length && IsLayer(package, last + 1))
            {
                last++;
            }

            Append(rows, package, stage, last);
            stage = last;
        }

        return rows.ToString();
    }

    private static bool IsLayer(PackageReport package, int index)
    {
        return package.Stages[index] is { OperatorCount: 1, Rows: 1, Columns: 1 };
    }

    private static void Append(StringBuilder rows, PackageReport package, int stage, int last)
    {
        PackageStageReport first = package.Stages[stage];
        int end = package.Stages[last].FirstOperator + package.Stages[last].OperatorCount;
        long macs = package.Operators.Skip(first.FirstOperator).Take(end - first.FirstOperator).Sum(row => row.Macs);
        string name = last == stage ? $"{stage}" : $"{stage} to {last}";
        string walk = last == stage ? $"{first.Rows} x {first.Columns}" : "layer by layer";
        string operators = first.FirstOperator == end - 1 ? $"{first.FirstOperator}" : $"{first.FirstOperator} to {end - 1}";
        rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td>{operators}</td><td>{walk}</td><td>{macs:#,##0}</td></tr>");
    }
}
