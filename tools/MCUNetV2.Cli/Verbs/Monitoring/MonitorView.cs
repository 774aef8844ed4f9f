// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Telemetry;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MCUNetV2.Cli.Verbs.Monitoring;

/// <summary>The live view: what it sees, how long it takes, what memory it uses.</summary>
internal static class MonitorView
{
    private const int OtherLinesShown = 4;

    public static IRenderable Render(TelemetryState state)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        AddStart(grid, state.Newest("start"));
        AddInference(grid, state);
        AddMemory(grid, state.Newest("memory"));
        if (state.Newest("error") is { } error)
        {
            grid.AddRow(new Markup("[red]error[/]"), new Text($"{error.Word("message")} ({state.Errors} in all)"));
        }

        if (state.Unreadable > 0)
        {
            AddRow(grid, "other lines", string.Join('\n', state.Others.TakeLast(OtherLinesShown).Prepend($"{state.Unreadable}, the last:")));
        }

        return new Panel(grid).Header(" mcunet monitor, Ctrl-C ends ").Expand();
    }

    private static void AddStart(Grid grid, TelemetryLine? start)
    {
        if (start is not null)
        {
            AddRow(grid, "model", $"{start.Word("model")}, input {start.Number("inputWidth")} x {start.Number("inputHeight")}, kernels {start.Word("backend")}");
        }
    }

    private static void AddInference(Grid grid, TelemetryState state)
    {
        if (state.Newest("inference") is not { } inference)
        {
            grid.AddRow(new Text("waiting"), new Text("for the first inference"));
            return;
        }

        AddRow(grid, "sees", TelemetrySummary.DescribeResult(inference));
        AddRow(grid, "latency", $"{Milliseconds(inference, "totalMicroseconds")}  (camera {Milliseconds(inference, "inputMicroseconds")}, native {Milliseconds(inference, "nativeMicroseconds")}, C# {Milliseconds(inference, "managedMicroseconds")})");
        AddRow(grid, "", Sparkline.Draw(state.Latencies));
        AddRow(grid, "rate", string.Create(CultureInfo.InvariantCulture, $"{inference.Number("framesPerSecond"):0.00} frames/s, {state.Inferences} inferences"));
    }

    private static void AddMemory(Grid grid, TelemetryLine? memory)
    {
        if (memory is null)
        {
            return;
        }

        AddRow(grid, "arena", $"{Size(memory, "arenaHighWaterBytes")} used of {Size(memory, "arenaBytes")}");
        AddRow(grid, "native stack", Size(memory, "stackBytes"));
        AddRow(grid, "free", $"managed {Size(memory, "managedFreeBytes")}, internal {Size(memory, "internalFreeBytes")}, PSRAM {Size(memory, "externalFreeBytes")}");
    }

    private static void AddRow(Grid grid, string name, string value) => grid.AddRow(new Text(name), new Text(value));

    private static string Milliseconds(TelemetryLine line, string field)
    {
        return line.Number(field) is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.0} ms") : "?";
    }

    private static string Size(TelemetryLine line, string field)
    {
        return line.Number(field) is { } value && value >= 0 ? ByteSize.Format((long)value) : "unknown";
    }
}
