// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Targets;

namespace MCUNetV2.Cli.Options;

/// <summary><c>--target</c> and <c>--board</c>: a board is a target with a memory and a camera.</summary>
internal sealed class TargetOptions
{
    private readonly Option<DeviceTarget> _target = CommonOptions.Target();
    private readonly Option<string?> _board = new("--board")
    {
        Description = "Board, a folder of firmware/boards: chooses the target and holds the model against the board's SRAM and flash",
        HelpName = "BOARD",
    };

    public TargetOptions(Command command)
    {
        command.Options.Add(_target);
        command.Options.Add(_board);
    }

    /// <summary>The board that was named; null when none was.</summary>
    /// <exception cref="CliException">There is no such board.</exception>
    public BoardProfile? Board(ParseResult arguments) => arguments.GetValue(_board) is { } name ? BoardProfile.Read(name) : null;

    /// <summary>The target that was named, or the board's, or the host.</summary>
    /// <exception cref="CliException">Board and target are both named and differ in whose kernels they run.</exception>
    public DeviceTarget Target(ParseResult arguments)
    {
        DeviceTarget named = arguments.GetRequiredValue(_target);
        if (Board(arguments) is not { } board)
        {
            return named;
        }

        DeviceTarget target = DeviceTarget.Find(board.Kernels, message => throw new CliException(ExitCode.InvalidFile, $"{board.Name}/board.json: {message}"))!;
        bool isNamed = arguments.GetResult(_target) is { Implicit: false };
        return !isNamed || named.Layout == target.Layout
            ? (isNamed ? named : target)
            : throw new CliException(ExitCode.Usage, $"--target {named.Name}: {board.Name} runs the kernels of {target.Name}; leave --target out");
    }
}
