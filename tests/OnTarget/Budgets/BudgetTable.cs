// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Tests;
using Shouldly;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>budgets.txt: recorded figures and limits of the targets.</summary>
internal static class BudgetTable
{
    private const string File = "tests/OnTarget/Budgets/budgets.txt";
    private const string None = "-";
    private const double Tolerance = 1.01;
    private const int CellWidth = 15;

    private static readonly string[] Columns = ["cortex-m4", "cortex-m7", "rv32", "esp32s3"];
    private static readonly bool IsRecording = Environment.GetEnvironmentVariable("MCUNET_RECORD") == "1";
    private static readonly Lock Writing = new();

    /// <summary>A figure must not be above what is recorded, nor above its limit.</summary>
    /// <param name="kind">The first word of its row.</param>
    /// <param name="name">The second.</param>
    /// <param name="limited">The second of the row with its limit, if it has one.</param>
    public static void Check(string machine, string kind, string name, long actual, string? limited = null)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{kind} of {name} on {machine}: {actual:#,##0}");
        if (limited is not null && Find(machine, "limit", limited) is { } limit)
        {
            actual.ShouldBeLessThanOrEqualTo(limit, $"{what}, and {limit} is promised ({File})");
        }

        if (IsRecording)
        {
            Record(machine, kind, name, actual);
            return;
        }

        long recorded = Find(machine, kind, name).ShouldNotBeNull($"{what}, and {File} has no figure: write it there");
        actual.ShouldBeLessThanOrEqualTo(
            (long)(recorded * Tolerance),
            string.Create(CultureInfo.InvariantCulture, $"{what}, {100.0 * (actual - recorded) / recorded:0.0} % above what is recorded. If that is meant to be, write it into {File}"));
    }

    /// <summary>A number of the table; null where it has none.</summary>
    public static long? Find(string machine, string kind, string name)
    {
        lock (Writing)
        {
            string? row = System.IO.File.ReadLines(Repository.Path(File)).FirstOrDefault(line => IsRow(line, kind, name));
            string cell = row is null ? None : Cells(row)[2 + Column(machine)];
            return cell == None ? null : long.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        }
    }

    private static void Record(string machine, string kind, string name, long actual)
    {
        lock (Writing)
        {
            string[] lines = System.IO.File.ReadAllLines(Repository.Path(File));
            int row = Array.FindIndex(lines, line => IsRow(line, kind, name));
            int end = lines[row].Length - (CellWidth * (Columns.Length - 1 - Column(machine)));
            string cell = actual.ToString("#,##0", CultureInfo.InvariantCulture).PadLeft(CellWidth);
            lines[row] = $"{lines[row][..(end - CellWidth)]}{cell}{lines[row][end..]}";
            System.IO.File.WriteAllLines(Repository.Path(File), lines);
        }
    }

    private static bool IsRow(string line, string kind, string name) => !line.StartsWith('#') && Cells(line) is [var first, var second, ..] && (first, second) == (kind, name);

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Column(string machine) => Array.IndexOf(Columns, machine);
}
