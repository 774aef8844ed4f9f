using System.Globalization;
using MCUNetV2.Cli.Output;
using Spectre.Console;

namespace MCUNetV2.Cli.Benchmarking;

/// <summary>A benchmark as text.</summary>
internal static class BenchListing
{
    public static void Write(IAnsiConsole console, BenchReport report)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn(Right("#")).AddColumn("operator").AddColumn("output").AddColumn(Right("MACs")).AddColumn(Right("calls")).AddColumn(Right(Unit(report)));
        foreach (BenchStep step in report.Steps)
        {
            table.AddRow(
                $"{step.Index}",
                step.Kind.ToString(),
                string.Join(" x ", step.OutputShape),
                Number(step.Macs),
                $"{step.Calls}",
                step.Instructions is { } instructions ? Number(instructions) : Number((long)(step.Microseconds ?? 0)));
        }

        console.Write(table);
        string cost = report.Instructions is { } total
            ? string.Create(CultureInfo.InvariantCulture, $"{total:#,##0} instructions, {report.InstructionsPerMac:0.00} a MAC")
            : string.Create(CultureInfo.InvariantCulture, $"{report.Microseconds / 1000.0:0.0} ms on this PC, the fastest of {report.Runs}");
        console.WriteLine($"{report.Target} ({report.Backend} kernels), schedule {report.Schedule}: {cost}; {Number(report.Macs)} MACs, arena {ByteSize.Format(report.ArenaBytes)}, package {ByteSize.Format(report.FlashBytes)}");
    }

    private static string Unit(BenchReport report) => report.Instructions is null ? "us" : "instructions";

    private static string Number(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();
}
