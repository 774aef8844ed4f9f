// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Verbs.Flashing;

/// <summary><c>flash --board B</c>: firmware and application onto a board, through nanoff.</summary>
internal sealed class FlashCommand : Command
{
    private readonly Option<string> _board = new("--board") { Description = "Board: a folder of firmware/boards", Required = true };
    private readonly Option<string?> _port = new("--port") { Description = "Serial port of an ESP32 board" };
    private readonly Option<string?> _firmware = new("--firmware") { Description = "Firmware with this project's interop (nanoCLR.bin)", HelpName = "FILE" };
    private readonly Option<string?> _application = new("--application") { Description = "Deployment image of an application (.bin)", HelpName = "FILE" };
    private readonly Option<string?> _model = new("--model") { Description = "Package for the board's model region, opened in the place of the linked model", HelpName = "M.mcu" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the commands, run none" };

    public FlashCommand()
        : base("flash", "Put firmware and application on a board (through nanoff)")
    {
        foreach (Option option in new Option[] { _board, _port, _firmware, _application, _model, _dryRun })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        BoardProfile board = BoardProfile.Read(arguments.GetRequiredValue(_board));
        string? port = arguments.GetValue(_port);
        string? firmware = arguments.GetValue(_firmware);
        string? application = arguments.GetValue(_application);
        bool isDry = arguments.GetValue(_dryRun);
        string? model = arguments.GetValue(_model);
        Check(board, port, [firmware, application, model], isDry);
        if (model is not null)
        {
            CheckModel(board, model);
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (FlashSteps.Identify(board, port) is { } identify)
        {
            string details = Execute(identify, isDry, output);
            if (Nanoff.FindChip(details) is { } chip && chip != board.Chip)
            {
                throw new CliException(ExitCode.TargetFailure, $"{port} is an {chip}, the board has an {board.Chip}: nothing was written");
            }
        }

        foreach (FlashStep step in FlashSteps.Write(board, port, firmware, application, model))
        {
            Execute(step, isDry, output);
        }

        return (int)ExitCode.Ok;
    }

    private static string Execute(FlashStep step, bool isDry, TextWriter output)
    {
        output.WriteLine(step.CommandLine);
        return isDry ? "" : Nanoff.Run(step, output);
    }

    /// <summary>A package that the board could not open is not written.</summary>
    private static void CheckModel(BoardProfile board, string file)
    {
        ModelFile model = ModelFile.Read(file);
        if (!model.IsPackage)
        {
            throw new CliException(ExitCode.InvalidFile, $"{file}: not a package; write one with mcunet compile {file} --board {board.Name} -o M.mcu");
        }

        Package package = model.ReadPackage();
        Target layout = DeviceTarget.Find(board.Kernels, _ => { })!.Layout;
        if (package.Target != layout)
        {
            throw new CliException(
                ExitCode.InvalidFile, $"{file}: laid out as {package.Target}, {board.Name} reads {layout}: write one with mcunet compile MODEL --board {board.Name} -o M.mcu");
        }

        int arena = checked((int)package.Header.ArenaBytes);
        BoardFit.Of(board, BoardFit.RowElements(package), arena, packageBytes: 0).Check();
        if (model.Bytes.Length > board.Flash.ModelBytes)
        {
            throw new CliException(
                ExitCode.Infeasible,
                $"{file}: {model.Bytes.Length - board.Flash.ModelBytes} B more than {board.Name}'s model region of {board.Flash.ModelBytes} B");
        }
    }

    private static void Check(BoardProfile board, string? port, IReadOnlyList<string?> files, bool isDry)
    {
        if (files.All(file => file is null))
        {
            throw new CliException(ExitCode.Usage, "nothing to write: give --firmware, --application or --model");
        }

        if (board.Platform == "esp32" && port is null)
        {
            throw new CliException(ExitCode.Usage, "an ESP32 board is flashed over a serial port: give --port");
        }

        if (!isDry && port is not null && !OperatingSystem.IsWindows() && !File.Exists(port))
        {
            throw new CliException(ExitCode.Usage, $"no port {port}; list them with nanoff --listports");
        }

        foreach (string file in files.OfType<string>())
        {
            _ = InputFile.Read(file);
        }
    }
}
