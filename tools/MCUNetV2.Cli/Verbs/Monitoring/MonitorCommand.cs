// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Diagnostics;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Telemetry;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Monitoring;

/// <summary><c>monitor --port P</c>: a board's telemetry, live.</summary>
internal sealed class MonitorCommand : Command
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly BoardOptions _board;
    private readonly Option<string?> _record = new("--record") { Description = "Append every telemetry line to this file" };
    private readonly Option<int> _count = new("--count") { Description = "End after this many inferences; 0: never", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _json = new("--json") { Description = "Print the telemetry lines as they are" };
    private readonly Option<bool> _raw = new("--raw") { Description = "Print every line, boot logs and panics too" };

    public MonitorCommand()
        : base("monitor", "Watch a board's telemetry: what it sees, latency, memory")
    {
        _board = new BoardOptions(this);
        foreach (Option option in new Option[] { _record, _count, _json, _raw })
        {
            Options.Add(option);
        }

        _count.AtLeast(0);
        SetAction((arguments, cancellation) => Task.Run(() => Run(arguments, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        using BoardLine reader = _board.Open(arguments);
        using StreamWriter? record = OpenRecord(arguments.GetValue(_record));
        TelemetryState state = new();
        IEnumerable<IReadOnlyList<string>> lines = Follow(reader, state, record, arguments.GetValue(_count), cancellation);
        TextWriter output = arguments.InvocationConfiguration.Output;
        IAnsiConsole console = ReportConsole.Create(output);
        bool isRaw = arguments.GetValue(_raw);
        try
        {
            if (isRaw || arguments.GetValue(_json) || !console.Profile.Capabilities.Interactive)
            {
                Print(lines, output, isRaw ? BoardText.Clean : arguments.GetValue(_json) ? ToJson : ToSentence);
            }
            else
            {
                Show(lines, console, state);
            }
        }
        catch (CliException) when (!isRaw)
        {
            // What a board says before it falls silent, or its port closes, is why.
            foreach (string line in state.Others)
            {
                arguments.InvocationConfiguration.Error.WriteLine($"  {line}");
            }

            throw;
        }

        cancellation.ThrowIfCancellationRequested();
        return (int)ExitCode.Ok;
    }

    private static IEnumerable<IReadOnlyList<string>> Follow(
        BoardLine reader, TelemetryState state, StreamWriter? record, int count, CancellationToken cancellation)
    {
        foreach (IReadOnlyList<string> lines in reader.ReadLines(cancellation))
        {
            int taken = 0;
            while (taken < lines.Count && (count == 0 || state.Inferences < count))
            {
                if (state.Add(lines[taken++]) is { } line)
                {
                    record?.WriteLine(line.Text);
                }
            }

            yield return taken == lines.Count ? lines : [.. lines.Take(taken)];
            if (count > 0 && state.Inferences >= count)
            {
                yield break;
            }
        }
    }

    /// <param name="toText">Null for a line that is not to be printed.</param>
    private static void Print(IEnumerable<IReadOnlyList<string>> lines, TextWriter output, Func<string, string?> toText)
    {
        foreach (string text in lines.SelectMany(some => some).Select(toText).OfType<string>())
        {
            output.WriteLine(text);
        }
    }

    /// <summary>However fast lines come, the view is drawn ten times a second.</summary>
    private static void Show(IEnumerable<IReadOnlyList<string>> lines, IAnsiConsole console, TelemetryState state)
    {
        console.Live(MonitorView.Render(state)).Start(view =>
        {
            Stopwatch sinceDrawn = Stopwatch.StartNew();
            foreach (IReadOnlyList<string> _ in lines)
            {
                if (sinceDrawn.Elapsed >= Refresh)
                {
                    view.UpdateTarget(MonitorView.Render(state));
                    sinceDrawn.Restart();
                }
            }

            view.UpdateTarget(MonitorView.Render(state));
        });
    }

    private static string? ToJson(string text) => TelemetryLine.TryParse(text)?.Text;

    private static string? ToSentence(string text) => TelemetryLine.TryParse(text) is { } line ? TelemetrySummary.Describe(line) : null;

    private static StreamWriter? OpenRecord(string? path)
    {
        try
        {
            return path is null ? null : new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(ExitCode.OutputError, $"{path}: cannot be written: {exception.Message}");
        }
    }
}
