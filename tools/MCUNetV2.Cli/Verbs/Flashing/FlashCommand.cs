using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Verbs.Flashing;

/// <summary><c>flash --board B</c>: firmware and application onto a board, through nanoff.</summary>
internal sealed class FlashCommand : Command
{
    private readonly Option<string> _board = new("--board") { Description = "Board: a folder of firmware/boards", Required = true };
    private readonly Option<string?> _port = new("--port") { Description = "Serial port of an ESP32 board" };
    private readonly Option<string?> _firmware = new("--firmware") { Description = "Firmware with this project's interop (nanoCLR.bin)", HelpName = "FILE" };
    private readonly Option<string?> _application = new("--application") { Description = "Deployment image of an application (.bin)", HelpName = "FILE" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the commands, run none" };

    public FlashCommand()
        : base("flash", "Put firmware and application on a board (through nanoff)")
    {
        foreach (Option option in new Option[] { _board, _port, _firmware, _application, _dryRun })
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
        Check(board, port, firmware, application, isDry);

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (FlashSteps.Identify(board, port) is { } identify)
        {
            string details = Execute(identify, isDry, output);
            if (Nanoff.FindChip(details) is { } chip && chip != board.Chip)
            {
                throw new CliException(ExitCode.TargetFailure, $"{port} is an {chip}, the board has an {board.Chip}: nothing was written");
            }
        }

        foreach (FlashStep step in FlashSteps.Write(board, port, firmware, application))
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

    private static void Check(BoardProfile board, string? port, string? firmware, string? application, bool isDry)
    {
        if (firmware is null && application is null)
        {
            throw new CliException(ExitCode.Usage, "nothing to write: give --firmware, --application or both");
        }

        if (board.Platform == "esp32" && port is null)
        {
            throw new CliException(ExitCode.Usage, "an ESP32 board is flashed over a serial port: give --port");
        }

        if (!isDry && port is not null && !OperatingSystem.IsWindows() && !File.Exists(port))
        {
            throw new CliException(ExitCode.Usage, $"no port {port}; list them with nanoff --listports");
        }

        foreach (string file in new[] { firmware, application }.OfType<string>().Where(file => !isDry && !File.Exists(file)))
        {
            throw new CliException(ExitCode.InvalidFile, $"{file}: no such file");
        }
    }
}
