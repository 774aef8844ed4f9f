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
}
