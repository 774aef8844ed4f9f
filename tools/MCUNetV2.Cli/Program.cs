// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using Interruption interruption = new();
        return (int)CommandLineTool.Run(arguments, Console.Out, Console.Error, interruption.Token);
    }
}
