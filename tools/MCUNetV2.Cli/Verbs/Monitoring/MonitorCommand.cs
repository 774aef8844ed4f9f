using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Telemetry;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Monitoring;

/// <summary><c>monitor --port P</c>: a board's telemetry, live.</summary>
internal sealed class MonitorCommand : Command
{
    private readonly Option<string> _port = new("--port") { Description = "Serial port or pseudo-terminal, for example /dev/ttyUSB0 or COM5", Required = true };
    private readonly Option<int> _baud = new("--baud") { Description = "Baud rate of the telemetry", DefaultValueFactory = _ => 115200 };
    private readonly Option<string?> _record = new("--record") { Description = "Append every telemetry line to this file" };
    private readonly Option<int> _count = new("--count") { Description = "End after this many inferences; 0: never", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Give up after this many seconds of silence", DefaultValueFactory = _ => 15 };
    private readonly Option<bool> _json = new("--json") { Description = "Print the telemetry lines as they are" };

    public MonitorCommand()
        : base("monitor", "Watch a board's telemetry: what it sees, latency, memory")
    {
        foreach (Option option in new Option[] { _port, _baud, _record, _count, _timeout, _json })
        {
            Options.Add(option);
        }

        SetAction((arguments, cancellation) => Task.Run(() => Run(arguments, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        using TelemetryReader reader = TelemetryReader.Open(
            arguments.GetRequiredValue(_port), arguments.GetValue(_baud), TimeSpan.FromSeconds(arguments.GetValue(_timeout)));
        using StreamWriter? record = OpenRecord(arguments.GetValue(_record));
        TextWriter output = arguments.InvocationConfiguration.Output;
        TelemetryState state = new();
        IEnumerable<TelemetryLine> lines = Follow(reader, state, record, arguments.GetValue(_count), cancellation);
        IAnsiConsole console = ReportConsole.Create(output);
        if (arguments.GetValue(_json) || !console.Profile.Capabilities.Interactive)
        {
            foreach (TelemetryLine line in lines)
            {
                output.WriteLine(arguments.GetValue(_json) ? line.Text : TelemetrySummary.Describe(line));
            }
        }
        else
        {
            console.Live(MonitorView.Render(state)).Start(view =>
            {
                foreach (TelemetryLine _ in lines)
                {
                    view.UpdateTarget(MonitorView.Render(state));
                }
            });
        }

        return (int)ExitCode.Ok;
    }

    private static IEnumerable<TelemetryLine> Follow(
        TelemetryReader reader, TelemetryState state, StreamWriter? record, int count, CancellationToken cancellation)
    {
        foreach (string text in reader.ReadLines(cancellation))
        {
            TelemetryLine? line = TelemetryLine.TryParse(text);
            state.Add(line);
            if (line is null)
            {
                continue;
            }

            record?.WriteLine(line.Text);
            yield return line;
            if (count > 0 && state.Inferences >= count)
            {
                yield break;
            }
        }
    }

    private static StreamWriter? OpenRecord(string? path)
    {
        try
        {
            return path is null ? null : new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.OutputError, $"{path}: cannot be written: {exception.Message}");
        }
    }
}
