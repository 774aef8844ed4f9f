// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Errors;

/// <summary>The exit codes as text for <c>--help</c>.</summary>
internal static class ExitCodeHelp
{
    public const string Text =
        """
        Exit codes:
          0    done
          1    a defect of the tool itself
          2    the command line is wrong
          3    a file cannot be read, or is not what it should be
          4    a sound model with something that this engine does not run
          5    no schedule meets the limits
          6    the engine or the target refused or failed
          7    a program or library that the verb needs is not installed
          8    a result cannot be written
          130  stopped with Ctrl-C
        """;
}
