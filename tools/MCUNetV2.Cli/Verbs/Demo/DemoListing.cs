// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The demo's outcome as text.</summary>
internal static class DemoListing
{
    public static void Write(IAnsiConsole console, DemoResult result, string page)
    {
        console.WriteLine($"{result.Model}, schedule {result.Schedule}; a simulated camera shows {result.CameraFrame} frames to the {result.Firmware}");
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn("photograph").AddColumn("answer").AddColumn(new TableColumn("score").RightAligned()).AddColumn("LED").AddColumn(new TableColumn("time").RightAligned());
        foreach (DemoFrame frame in result.Frames)
        {
            table.AddRow(
                Markup.Escape(frame.File),
                Markup.Escape(frame.IsRight == false ? $"{frame.Answer} (wrong)" : frame.Answer),
                string.Create(CultureInfo.InvariantCulture, $"{frame.Probability * 100:0.0} %"),
                frame.Led ? "on" : "off",
                string.Create(CultureInfo.InvariantCulture, $"{frame.Microseconds / 1000.0:0.0} ms"));
        }

        console.Write(table);
        console.WriteLine(
            $"arena {ByteSize.Format(result.Package.Header.ArenaBytes)}, everything counted ({ByteSize.Format(result.HighWaterBytes)} written), and {ByteSize.Format(result.ConverterBytes)} to resize camera rows; flash {ByteSize.Format(result.Package.Header.TotalBytes)}");
        console.WriteLine($"steps: {result.Package.Stages.Sum(stage => stage.Rows.Count * stage.Columns.Count)} patches of {result.Package.Stages.Length} stages, {result.Package.Operators.Length} operators");
        console.WriteLine($"report: {page}");
    }
}
