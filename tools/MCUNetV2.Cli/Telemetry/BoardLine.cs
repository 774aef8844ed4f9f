// SPDX-License-Identifier: MIT
using System.IO.Ports;
using System.Text;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>The line to a board, a serial port or pseudo-terminal: gives its lines, gives up when nothing arrives, and takes what is sent to it.</summary>
internal sealed class BoardLine : IDisposable
{
    private const int PollMilliseconds = 100;
    private const int WriteMilliseconds = 10000;

    private readonly SerialPort _port;
    private readonly TimeSpan _patience;
    private readonly LineSplitter _splitter = new();
    private readonly byte[] _buffer = new byte[1 << 14];

    private BoardLine(SerialPort port, TimeSpan patience)
    {
        _port = port;
        _patience = patience;
    }

    /// <param name="patience">How long silence is normal.</param>
    /// <exception cref="CliException">The port cannot be opened.</exception>
    public static BoardLine Open(string name, int baudRate, TimeSpan patience)
    {
        try
        {
            SerialPort port = new(name, baudRate) { ReadTimeout = PollMilliseconds, WriteTimeout = WriteMilliseconds };
            port.Open();
            port.DiscardInBuffer(); // what the board said to nobody
            return new BoardLine(port, patience);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            string[] ports = SerialPort.GetPortNames();
            string found = ports.Length == 0 ? "there is no serial port" : $"there are {string.Join(", ", ports)}";
            string reason = name.StartsWith('/') && !File.Exists(name) ? "no such port" : $"cannot be opened as a serial port: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}";
            throw new CliException(ExitCode.TargetFailure, $"{name}: {reason}; {found}");
        }
    }

    /// <summary>Lines as they come, several at a time when they come fast, none at least ten times a second; until cancelled.</summary>
    /// <exception cref="CliException">The port was closed, or stayed silent.</exception>
    public IEnumerable<IReadOnlyList<string>> ReadLines(CancellationToken cancellation)
    {
        DateTime last = DateTime.UtcNow;
        while (!cancellation.IsCancellationRequested)
        {
            int count = Read();
            if (count > 0)
            {
                last = DateTime.UtcNow;
            }

            yield return _splitter.Add(_buffer.AsSpan(0, count));
            if (DateTime.UtcNow - last > _patience)
            {
                if (_splitter.Rest() is { } rest)
                {
                    yield return [rest]; // a panic's last words
                }

                throw new CliException(ExitCode.TargetFailure, $"{_port.PortName}: nothing arrived for {_patience.TotalSeconds:0} s; is the board running, and its telemetry at {_port.BaudRate} baud?");
            }
        }
    }

    /// <summary>Sends a command of firmware/MCUNetV2.Device/Boards/RemoteControl.cs.</summary>
    /// <exception cref="CliException">The port was closed.</exception>
    public void Send(string command) => Send(Encoding.ASCII.GetBytes(command + "\n"));

    /// <summary>Sends bytes.</summary>
    /// <inheritdoc cref="Send(string)"/>
    public void Send(byte[] bytes)
    {
        try
        {
            _port.Write(bytes, 0, bytes.Length);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException or TimeoutException)
        {
            throw Closed(exception);
        }
    }

    public void Dispose() => _port.Dispose();

    private CliException Closed(Exception exception) =>
        new(ExitCode.TargetFailure, $"{_port.PortName}: the port was closed: {exception.Message.ReplaceLineEndings(" ")}");

    private int Read()
    {
        try
        {
            return _port.Read(_buffer, 0, _buffer.Length);
        }
        catch (TimeoutException)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw Closed(exception);
        }
    }
}
