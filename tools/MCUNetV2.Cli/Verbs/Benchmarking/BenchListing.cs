// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary>A benchmark as text.</summary>
internal static class BenchListing
{
    public static void Write(IAnsiConsole console, BenchReport report)
    {
        ReportTable table = new ReportTable().Number("#").Text("operator").Text("output", keep: 1).Number("MACs", keep: 3).Number("calls", keep: 2);
        (string Header, Func<BenchStep, string> Cell)[] costs = [.. Costs(report)];
        foreach ((string header, _) in costs)
        {
            table.Number(header);
        }

        foreach (BenchStep step in report.Steps)
        {
            table.Add(
            [
                $"{step.Index}", step.Kind.ToString(), string.Join(" x ", step.OutputShape), Number(step.Macs), $"{step.Calls}",
                .. costs.Select(cost => cost.Cell(step)),
            ]);
        }

        table.Write(console);
        if (report.Memory is { } memory)
        {
            MemoryTable.Write(console, memory);
        }

        string cost = report.Instructions is { } total
            ? string.Create(CultureInfo.InvariantCulture, $"{total:#,##0} instructions, {report.InstructionsPerMac:0.00} a MAC")
            : string.Create(CultureInfo.InvariantCulture, $"{report.Microseconds / 1000.0:0.0} ms on this PC, the fastest of {report.Runs}");
        console.WriteLine($"{report.Target} ({report.Backend} kernels), schedule {report.Schedule}: {cost}; {Number(report.Macs)} MACs{(report.ModelMacs is { } macs && macs != report.Macs ? $" ({Number(macs)} in the model)" : "")}, arena {ByteSize.Format(report.ArenaBytes)}, package {ByteSize.Format(report.FlashBytes)}");
        if (report is { PredictedInstructions: { } predicted, Instructions: { } counted })
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"predicted from the plan: {predicted:#,##0} ({100.0 * (predicted - counted) / counted:+0.0;-0.0;0.0} %)"));
        }

        if (report.Layout != report.BestLayout)
        {
            console.WriteLine($"the package is laid out as {report.Layout}; {report.Target} reads {report.BestLayout} faster: for that, compile it with --target {report.Target}");
        }

        if (report.EstimatedTime is { } time)
        {
            console.WriteLine($"{time}");
        }

        if (report.Energy is { } energy)
        {
            console.WriteLine($"{energy}");
        }

        foreach (IGrouping<string, CameraReport> method in (report.Camera ?? []).GroupBy(camera => camera.Resize))
        {
            string pixels = string.Join(", ", method.Select(camera => string.Create(CultureInfo.InvariantCulture, $"{camera.Format} {camera.InstructionsPerPixel:0.0}")));
            console.WriteLine($"a frame of {method.First().Width} x {method.First().Height}, {method.Key}, instructions a pixel: {pixels}");
        }

        if (report.Estimate is { } estimate)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"estimate, memory without wait states: {estimate.Cycles:#,##0} cycles, {estimate.CyclesPerMac:0.00} a MAC, {estimate.Milliseconds:0.0} ms at {Frequency.Format(estimate.ClockHertz)}"));
        }
    }

    private static IEnumerable<(string Header, Func<BenchStep, string> Cell)> Costs(BenchReport report)
    {
        if (report.Instructions is null)
        {
            yield return ("us", step => Number((long)(step.Microseconds ?? 0)));
            yield break;
        }

        yield return ("instructions", step => Number(step.Instructions ?? 0));
        yield return ("a MAC", step => step.InstructionsPerMac is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}") : "");
        if (report.Estimate is not null)
        {
            yield return ("cycles (estimate)", step => Number(step.EstimatedCycles ?? 0));
        }
    }

    private static string Number(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);
}
