// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace MCUNetV2.Cli.Output;

/// <summary>Consoles for people: coloured and as wide as the terminal; in a pipe plain, and as wide as COLUMNS says or wide enough not to wrap.</summary>
internal static class ReportConsole
{
    private const int PipeWidth = 200;
    private const int LeastWidth = 20;

    public static IAnsiConsole Create(TextWriter writer)
    {
        bool terminal = (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected)
            || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) ? Math.Max(columns, LeastWidth) : PipeWidth;
        }

        return console;
    }
}
