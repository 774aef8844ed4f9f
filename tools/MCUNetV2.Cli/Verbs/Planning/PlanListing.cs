// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Planning;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Planning;

/// <summary>Plans as a table, and the memory map of the chosen one.</summary>
internal static class PlanListing
{
    public static void Write(IAnsiConsole console, PlanReport report, Plan chosen)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Model}: {report.Macs:#,##0} MACs{(report.ModelMacs == report.Macs ? "" : $" of the model's {report.ModelMacs:#,##0}")}; layer by layer {ByteSize.Format(report.LayerByLayerPeakBytes)} of activations"));
        ReportTable table = new ReportTable()
            .Text("").Number("SRAM").Number("bound", keep: 1).Number("MACs", keep: 3).Number("overhead").Number("patches", keep: 4).Number("calls", keep: 2);
        bool isTimed = report.Chosen.Time is not null;
        table = (isTimed ? table.Number("instructions") : table).Text("schedule");
        foreach (PlanSummary plan in report.Plans)
        {
            table.Add(
            [
                plan == report.Chosen ? ">" : "",
                ByteSize.Format(plan.PeakBytes),
                ByteSize.Format(plan.LowerBoundBytes),
                plan.Macs.ToString("#,##0", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{plan.Overhead:0.000}"),
                $"{plan.Patches}",
                plan.Calls.ToString("#,##0", CultureInfo.InvariantCulture),
                .. isTimed ? [plan.Time!.Instructions.ToString("#,##0", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                plan.Schedule,
            ]);
        }

        table.Write(console);
        console.WriteLine($"> chosen: {ByteSize.Format(report.Chosen.PeakBytes)}, everything counted; operators {report.Chosen.Stages}");
        console.WriteLine($"with the kernels of {report.Target}: a package of {ByteSize.Format(report.FlashBytes)} in flash");
        if (report.Chosen.Time is { } time)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"predicted for {report.Target}: {time.Instructions:#,##0} instructions (off by {100 * report.TypicalError:0.0} % on average; bench counts them); an estimate: {time.Milliseconds}"));
        }

        if (report.Board is { } board)
        {
            console.WriteLine(board.Describe());
        }

        WritePeak(console, chosen);
        MemoryChart.Write(console, chosen);
    }

    private static void WritePeak(IAnsiConsole console, Plan chosen)
    {
        PeakExplanation peak = PeakExplanation.Of(chosen);
        IEnumerable<string> largest = peak.Buffers.Take(3).Select(buffer => $"{ByteSize.Format(buffer.Bytes)} {buffer.Role.ToString().ToLowerInvariant()}");
        console.WriteLine($"the peak is at operator {peak.Operator} ({chosen.Graph.Operators[peak.Operator].Kind}): {string.Join(", ", largest)}, {peak.Buffers.Length} buffers in all");
    }
}
