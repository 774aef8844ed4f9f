// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Telemetry;

namespace MCUNetV2.Cli.Options;

/// <summary><c>--port</c>, <c>--baud</c> and <c>--timeout</c>, for every verb that talks to a board.</summary>
internal sealed class BoardOptions
{
    private readonly Option<string?> _port = new("--port") { Description = "Serial port or pseudo-terminal, for example /dev/ttyUSB0 or COM5" };
    private readonly Option<int> _baud = new("--baud") { Description = "Baud rate of the telemetry", DefaultValueFactory = _ => 115200 };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Give up after this many seconds of silence", DefaultValueFactory = _ => 15 };

    /// <param name="isRequired">Whether the verb does nothing without a board.</param>
    public BoardOptions(Command command, bool isRequired = true)
    {
        _port.Required = isRequired;
        command.Options.Add(_port);
        command.Options.Add(_baud);
        command.Options.Add(_timeout);
        _baud.AtLeast(1);
        _timeout.AtLeast(1);
    }

    /// <summary>The port's name; null when nobody named one.</summary>
    public string? Port(ParseResult arguments) => arguments.GetValue(_port);

    /// <returns>Null when nobody named a port.</returns>
    /// <inheritdoc cref="Open"/>
    public BoardLine? OpenIfAsked(ParseResult arguments) => Port(arguments) is null ? null : Open(arguments);

    /// <exception cref="CliException">The port cannot be opened.</exception>
    public BoardLine Open(ParseResult arguments) =>
        BoardLine.Open(Port(arguments)!, arguments.GetValue(_baud), TimeSpan.FromSeconds(arguments.GetValue(_timeout)));
}
