// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Verbs.Wiring;

/// <summary><c>wiring --board B</c>: how a camera module is wired to a board.</summary>
internal sealed class WiringCommand : Command
{
    private readonly Option<string> _board = new("--board") { Description = "Board, a folder of firmware/boards whose board.json has wires", HelpName = "BOARD", Required = true };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Draw it, an SVG file (default: print it)", HelpName = "FILE" };

    public WiringCommand()
        : base("wiring", "Show how the camera module, the lamp and the serial adapter are wired to a board")
    {
        Options.Add(_board);
        Options.Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        BoardProfile board = BoardProfile.Read(arguments.GetRequiredValue(_board));
        if (board.Wiring is not { Count: > 0 } wires)
        {
            throw new CliException(ExitCode.Usage, $"{board.Name} has no wires in its board.json");
        }

        if (arguments.GetValue(_output) is { } file)
        {
            OutputFile.Write(file, WiringSvg.Draw(board, wires));
            return (int)ExitCode.Ok;
        }

        foreach (BoardWire wire in wires)
        {
            arguments.InvocationConfiguration.Output.WriteLine($"{wire.Part,-15} {wire.Signal,-5} {wire.Pin}");
        }

        return (int)ExitCode.Ok;
    }
}
