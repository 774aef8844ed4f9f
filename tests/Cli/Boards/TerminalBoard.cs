// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Text;
using MCUNetV2.Camera.Serial;
using MCUNetV2.Diagnostics;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Interop;
using MCUNetV2.WakeWordDemo;

namespace MCUNetV2.Cli.Tests.Boards;

/// <summary>The wake word firmware's own application on a simulated board, whose UART is a pseudo-terminal: what a PC finds at a serial port.</summary>
internal sealed class TerminalBoard : ITelemetryPort, ISerialLink, ICommandPort, IDisposable
{
    private const int Patience = 2000; // milliseconds until a silent PC is given up, as UartLink has it

    private readonly PseudoTerminal _terminal = new();
    private readonly CommandBuffer _command = new();
    private readonly BlockingCollection<byte> _received = [];
    private readonly Func<string, string?> _onTheWay;
    private readonly Thread _application;
    private volatile bool _isOn = true;

    /// <param name="package">The model that is linked into its firmware.</param>
    /// <param name="picture">What its camera sees, in frames of 48 x 40.</param>
    /// <param name="onTheWay">Changes what the board sends; null: the line is lost.</param>
    public TerminalBoard(byte[] package, string picture, Func<string, string?>? onTheWay = null)
    {
        _onTheWay = onTheWay ?? (line => line);
        SimulatedBoard board = new(new SimulatedCamera([picture], 48, 40), int.MaxValue) { Telemetry = this };
        board.FrameDue += _ =>
        {
            Thread.Sleep(5);
            if (!_isOn)
            {
                throw new OperationCanceledException();
            }
        };
        _application = new Thread(() =>
        {
            try
            {
                using HostBoard unused = HostEngine.Link(package);
                new WakeWordApplication(board).Run();
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // Switched off.
            }
        });
        new Thread(Receive) { IsBackground = true }.Start();
        _application.Start();
    }

    /// <summary>Its serial port, as the PC names it.</summary>
    public string Port => _terminal.Port;

    public void WriteLine(string line)
    {
        if (_onTheWay(line) is { } sent)
        {
            _terminal.Write(Encoding.UTF8.GetBytes(sent + "\n"));
        }
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count && _received.TryTake(out byte value, read == 0 ? Patience : 0))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    public string? ReadCommand()
    {
        while (_received.TryTake(out byte value))
        {
            if (_command.Add(value) is { } command)
            {
                return command;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _isOn = false;
        _application.Join();
        _terminal.Dispose();
    }

    private void Receive()
    {
        while (_terminal.Read() is { } bytes)
        {
            foreach (byte value in bytes)
            {
                _received.Add(value);
            }
        }
    }
}
