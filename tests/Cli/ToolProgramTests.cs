// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Cli.Programs;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Verbs that are programs of their own.</summary>
public sealed class ToolProgramTests
{
    [Theory]
    [InlineData("MCUNetV2.Quantization")]
    [InlineData("MCUNetV2.Training")]
    public void A_program_is_started_from_where_the_build_puts_it(string project)
    {
        ToolProgram program = project == ToolProgram.Training.Project ? ToolProgram.Training : ToolProgram.Quantization;
        using Process build = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", Repository.Path($"tools/{project}"), "-p:Configuration=Release", "-getProperty:TargetPath"])
        {
            RedirectStandardOutput = true,
        })!;
        string path = build.StandardOutput.ReadToEnd().Trim();
        build.WaitForExit();

        program.BuiltFile(Repository.Path("")).ShouldBe(path);
    }
}
