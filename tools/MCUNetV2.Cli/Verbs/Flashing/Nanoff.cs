// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Verbs.Flashing;

/// <summary>nanoFramework's flashing tool.</summary>
internal static partial class Nanoff
{
    private const string Variable = "MCUNET_NANOFF";

    /// <summary>Runs it and passes its output on.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="CliException">It is not installed, or it failed.</exception>
    public static string Run(FlashStep step, TextWriter output)
    {
        string program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen ? chosen : "nanoff";
        StringBuilder printed = new();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, step.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                output.WriteLine(line);
                printed.AppendLine(line);
            }

            printed.Append(errors.Result);
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                string reason = printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no message";
                throw new CliException(ExitCode.TargetFailure, $"nanoff could not {step.Purpose} (exit code {process.ExitCode}): {reason}");
            }
        }
        catch (Win32Exception)
        {
            throw new CliException(ExitCode.MissingTool, $"{program} is not installed: dotnet tool install -g nanoff (or set {Variable})");
        }

        return printed.ToString();
    }

    /// <summary>The chip that nanoff's description of a board names; null when it names none.</summary>
    public static string? FindChip(string description) => EspChip().Match(description) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"\bESP32(-[A-Z]\d+)?\b")]
    private static partial Regex EspChip();
}
