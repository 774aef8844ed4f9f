// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.House.Tests;

/// <summary>C and C++ look as .clang-format says.</summary>
public sealed class CFormatTests
{
    /// <summary>The formatter's major version (Debian 12's): others break some lines elsewhere.</summary>
    private const string Version = "14";

    private static readonly string[] Folders = ["firmware", "native-interop", "samples", "tests", "tools"];
    private static readonly string[] Kinds = ["*.c", "*.h", "*.cpp"];

    [Fact]
    public void Every_C_file_is_formatted()
    {
        RequireFormatter();
        string[] files = [.. Folders.SelectMany(folder => Kinds.SelectMany(kind => Sources.Below(Repository.Path(folder), kind)))];
        files.ShouldNotBeEmpty();
        (int exitCode, string complaints) = Run(["--dry-run", "-Werror", "--ferror-limit=1", .. files]);
        exitCode.ShouldBe(0, $"run clang-format -i on these:\n{complaints}");
    }

    [Fact]
    public void A_file_out_of_format_is_found()
    {
        RequireFormatter();
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "bad.c");
        File.WriteAllText(file, "int  main( void ){return 0;}\n");
        (int exitCode, string complaints) = Run([$"--style=file:{Repository.Path(".clang-format")}", "--dry-run", "-Werror", file]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        exitCode.ShouldNotBe(0);
        complaints.ShouldContain("bad.c:1");
    }

    private static void RequireFormatter()
    {
        try
        {
            (_, string text) = Run(["--version"]);
            Assert.SkipUnless(text.Contains($"version {Version}.", StringComparison.Ordinal), $"needs clang-format {Version}, this is {text.Trim()}");
        }
        catch (Win32Exception)
        {
            Assert.Skip("needs clang-format");
        }
    }

    private static (int ExitCode, string Text) Run(string[] arguments)
    {
        ProcessStartInfo start = new("clang-format", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
