// SPDX-License-Identifier: MIT

namespace MCUNetV2.Cli.Telemetry;

/// <summary>The newest line of each type, the latencies of the last inferences, and the last lines that were no telemetry.</summary>
internal sealed class TelemetryState
{
    private const int HistoryLength = 60;
    private const int OtherLines = 12;
    private static readonly string[] Types = ["start", "inference", "memory", "steps", "error"];

    private readonly Dictionary<string, TelemetryLine> _newest = [];
    private readonly Queue<double> _latencies = new();
    private readonly Queue<string> _others = new();

    /// <summary>Microseconds, oldest first.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies;

    /// <summary>Boot logs, panics, torn lines: the last ones, fit for a terminal, oldest first.</summary>
    public IReadOnlyCollection<string> Others => _others;

    public int Inferences { get; private set; }

    public int Errors { get; private set; }

    /// <summary>Lines that were no telemetry.</summary>
    public long Unreadable { get; private set; }

    public TelemetryLine? Newest(string type) => _newest.GetValueOrDefault(type);

    /// <summary>Takes a line as it came.</summary>
    /// <returns>Null when it was no telemetry.</returns>
    public TelemetryLine? Add(string text)
    {
        TelemetryLine? line = TelemetryLine.TryParse(text);
        if (line is null)
        {
            Unreadable++;
            Keep(_others, BoardText.Clean(text), OtherLines);
        }
        else
        {
            Add(line);
        }

        return line;
    }

    private void Add(TelemetryLine line)
    {
        if (Types.Contains(line.Type))
        {
            _newest[line.Type] = line;
        }

        if (line.Type == "error")
        {
            Errors++;
        }

        if (line.Type == "inference" && line.Number("totalMicroseconds") is { } latency)
        {
            Inferences++;
            Keep(_latencies, latency, HistoryLength);
        }
    }

    private static void Keep<T>(Queue<T> last, T item, int most)
    {
        last.Enqueue(item);
        if (last.Count > most)
        {
            last.Dequeue();
        }
    }
}
