// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Targets;

namespace MCUNetV2.Cli.Verbs.Running;

/// <summary>A run as text.</summary>
internal static class RunListing
{
    private const int MostPoints = 21; // of a hand

    public static void Write(TextWriter output, RunReport report)
    {
        if (report.Result is { } result)
        {
            WriteResult(output, result);
        }

        foreach (OutputReport tensor in report.Outputs)
        {
            string values = tensor.Values is { } numbers ? $" [{string.Join(", ", numbers)}{(numbers.Length < tensor.Shape.Aggregate(1, (a, b) => a * b) ? ", ..." : "")}]" : "";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{tensor.Name}: {string.Join(" x ", tensor.Shape)} {tensor.Type}{values}, scale {tensor.Scale}, zero point {tensor.ZeroPoint}, sha256 {tensor.Sha256[..16]}..."));
        }

        string time = report.Microseconds is { } microseconds ? string.Create(CultureInfo.InvariantCulture, $", {microseconds / 1000.0:0.0} ms") : "";
        string instructions = report.Instructions is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count:#,##0} instructions") : "";
        output.WriteLine(
            $"{report.Target} ({report.Backend} kernels): schedule {report.Schedule}, {report.Patches} patches, arena {ByteSize.Format(report.ArenaBytes)}, written {ByteSize.Format(report.ArenaUsedBytes)}{time}{instructions}");
        if (report.EstimatedTime is { } estimate)
        {
            output.WriteLine(estimate);
        }

        if (report.Memory is { } memory)
        {
            MemoryTable.Write(ReportConsole.Create(output), memory);
        }
    }

    /// <summary>The first few of a box's points.</summary>
    private static string PointsOf(BoxReport box) => box.Points is not { } points
        ? ""
        : $"; points {string.Join("; ", points.Take(MostPoints).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.00}, {p.Y:0.00}")))}{(points.Length > MostPoints ? "; ..." : "")}";

    private static void WriteResult(TextWriter output, InferenceResult result)
    {
        if (result.Probability is { } probability)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Label ?? $"class {result.Class}"}: {probability * 100:0.0} %"));
        }

        foreach (BoxReport box in result.Boxes ?? [])
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{box.Name}: {box.Probability * 100:0.0} % at {box.Left:0.00}, {box.Top:0.00} to {box.Right:0.00}, {box.Bottom:0.00}{PointsOf(box)}"));
        }
    }
}
