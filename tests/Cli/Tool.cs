// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Tests;

/// <summary>Runs the command line tool in process.</summary>
internal static class Tool
{
    public static ToolResult Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ExitCode code = CommandLineTool.Run(arguments, output, error);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs it as a process of its own, in a pipe of that many columns.</summary>
    public static string RunIn(int columns, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "mcunet.dll"), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["COLUMNS"] = $"{columns}";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', arguments)} ends with {process.ExitCode}");
    }
}
