// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using Shouldly;

namespace MCUNetV2.Cli.Tests;

internal sealed record ToolResult(ExitCode Code, string Output, string Error)
{
    /// <summary>The one line of a failed run.</summary>
    public string ErrorLine
    {
        get
        {
            string[] lines = Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBe(1, Error);
            Output.ShouldBeEmpty();
            return lines[0];
        }
    }
}
