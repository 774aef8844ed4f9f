using MCUNetV2.Cli.Telemetry;

namespace MCUNetV2.Cli.Verbs.Monitoring;

/// <summary>The newest line of each type, and the latencies of the last inferences.</summary>
internal sealed class TelemetryState
{
    private const int HistoryLength = 60;
    private readonly Dictionary<string, TelemetryLine> _newest = [];
    private readonly Queue<double> _latencies = new();

    /// <summary>Microseconds, oldest first.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies;

    public int Inferences { get; private set; }

    public int Errors { get; private set; }

    /// <summary>Lines that were no telemetry.</summary>
    public int Unreadable { get; private set; }

    public TelemetryLine? Newest(string type) => _newest.GetValueOrDefault(type);

    /// <summary>Takes a line, or null for one that was no telemetry.</summary>
    public void Add(TelemetryLine? line)
    {
        if (line is null)
        {
            Unreadable++;
            return;
        }

        _newest[line.Type] = line;
        if (line.Type == "error")
        {
            Errors++;
        }

        if (line.Type == "inference" && line.Number("totalMicroseconds") is { } latency)
        {
            Inferences++;
            _latencies.Enqueue(latency);
            if (_latencies.Count > HistoryLength)
            {
                _latencies.Dequeue();
            }
        }
    }
}
