// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Errors;

/// <summary>Ends a verb with one line on the error stream and an exit code.</summary>
/// <param name="code">What the process returns.</param>
/// <param name="message">One line: what is wrong, and what would be right.</param>
internal sealed class CliException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
