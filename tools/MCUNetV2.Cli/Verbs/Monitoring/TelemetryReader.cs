using System.IO.Ports;
using System.Text;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Verbs.Monitoring;

/// <summary>Reads lines from a serial port or pseudo-terminal, and gives up when nothing arrives.</summary>
internal sealed class TelemetryReader : IDisposable
{
    private const int PollMilliseconds = 200;
    private readonly SerialPort _port;
    private readonly TimeSpan _patience;

    private TelemetryReader(SerialPort port, TimeSpan patience)
    {
        _port = port;
        _patience = patience;
    }

    /// <param name="patience">How long silence is normal.</param>
    /// <exception cref="CliException">The port cannot be opened.</exception>
    public static TelemetryReader Open(string name, int baudRate, TimeSpan patience)
    {
        SerialPort port = new(name, baudRate) { NewLine = "\n", Encoding = Encoding.UTF8, ReadTimeout = PollMilliseconds };
        try
        {
            port.Open();
            return new TelemetryReader(port, patience);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string[] ports = SerialPort.GetPortNames();
            string found = ports.Length == 0 ? "there is no serial port" : $"there are {string.Join(", ", ports)}";
            string reason = name.StartsWith('/') && !File.Exists(name) ? "no such port" : $"cannot be opened as a serial port: {exception.Message.TrimEnd('.')}";
            throw new CliException(ExitCode.TargetFailure, $"{name}: {reason}; {found}");
        }
    }

    /// <summary>Lines until cancelled.</summary>
    /// <exception cref="CliException">The port was closed, or stayed silent.</exception>
    public IEnumerable<string> ReadLines(CancellationToken cancellation)
    {
        DateTime lastLine = DateTime.UtcNow;
        while (!cancellation.IsCancellationRequested)
        {
            if (TryReadLine() is { } line)
            {
                lastLine = DateTime.UtcNow;
                yield return line.TrimEnd('\r');
            }
            else if (DateTime.UtcNow - lastLine > _patience)
            {
                throw new CliException(ExitCode.TargetFailure, $"{_port.PortName}: nothing arrived for {_patience.TotalSeconds:0} s; is the board running, and its telemetry at {_port.BaudRate} baud?");
            }
        }
    }

    public void Dispose() => _port.Dispose();

    private string? TryReadLine()
    {
        try
        {
            return _port.ReadLine();
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            throw new CliException(ExitCode.TargetFailure, $"{_port.PortName}: the port was closed: {exception.Message}");
        }
    }
}
