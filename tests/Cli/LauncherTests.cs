// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Reflection.PortableExecutable;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>The launcher and its set-up where the machine is not as it should be.</summary>
public sealed class LauncherTests
{
    public LauncherTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the launcher is a script, and /proc a place where nobody may write");

    [Theory]
    [InlineData("unset HOME DOTNET_CLI_HOME; setup_home", "HOME cannot be created or written")]
    [InlineData("unset DOTNET_CLI_HOME; HOME=/proc/nope; setup_home", "HOME (/proc/nope) cannot be created or written")]
    [InlineData("setup_writable /proc/nope", "/proc/nope: cannot be written; clone the repository to where you may write")]
    [InlineData("root=/proc/1; id() { echo somebody; }; setup_writable /proc/nope", "/proc/nope: cannot be written; /proc/1 belongs to ")]
    public void What_cannot_be_set_up_is_named(string script, string message)
    {
        (int code, string _, string error) = Shell($"source tools/setup.sh; {script}");
        code.ShouldBe((int)ExitCode.OutputError);
        error.ShouldStartWith($"mcunet: {message}");
        error.Split('\n').Length.ShouldBe(2);
    }

    /// <summary>No Debian package has them; nothing else is in PATH.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("xtensa-esp32s3-elf-gcc() { :; };")]
    [InlineData("qemu-system-xtensa() { :; };")]
    [InlineData("xtensa-esp32s3-elf-gcc() { :; }; qemu-system-xtensa() { echo sim; };")]
    public void Without_Espressifs_tools_the_ESP32_S3_is_not_simulated(string present)
    {
        (int code, string _, string error) = Shell($"source tools/setup.sh; PATH=/nowhere; cmake() {{ :; }}; ninja() {{ :; }}; {present} setup_target esp32s3");
        code.ShouldBe((int)ExitCode.MissingTool);
        error.ShouldBe("mcunet: missing: xtensa-esp32s3-elf-gcc and Espressif's qemu-system-xtensa in PATH (ESP-IDF installs them: idf_tools.py install xtensa-esp-elf qemu-xtensa, then export.sh)\n");
    }

    /// <summary>A board's simulated microcontroller is built when the board is named, as when its target is.</summary>
    [Theory]
    [InlineData("stm32f769i-disco-arducam", "cortex-m7")]
    [InlineData("esp32-s3-eye", "esp32s3")]
    [InlineData("esp32-cam", "esp32")]
    [InlineData("nope", "")]
    public void A_board_sets_up_its_target(string board, string target)
    {
        (int code, string output, string error) = Shell($"source tools/setup.sh; setup_target() {{ echo \"$1\"; }}; setup_board {board}");
        code.ShouldBe(0, error);
        output.Trim().ShouldBe(target);
    }

    [Theory]
    [InlineData("--board stm32f769i-disco-arducam")]
    [InlineData("--board=stm32f769i-disco-arducam")]
    [InlineData("--target cortex-m7")]
    [InlineData("--target=cortex-m7")]
    public void What_runs_on_a_simulated_microcontroller_has_it_built(string option)
    {
        (int code, string output, string error) = Launch($"./mcunet bench models/vww/person_vww.tflite {option} --json");
        code.ShouldBe(0, error);
        output.ShouldContain("\"target\": \"cortex-m7\"");
    }

    [Theory]
    [InlineData("inspect nope <&-", ExitCode.InvalidFile)]
    [InlineData("inspect nope 2>&-", ExitCode.InvalidFile)]
    [InlineData("inspect nope <&- >&- 2>&-", ExitCode.InvalidFile)]
    [InlineData("operators >&-", ExitCode.OutputError)]
    [InlineData("operators >/dev/full", ExitCode.OutputError)]
    [InlineData("operators <&-", ExitCode.Ok)]
    public void Streams_may_be_closed_or_full(string arguments, object code) => Launch($"./mcunet {arguments}").Code.ShouldBe((int)(ExitCode)code);

    [Theory]
    [InlineData("COLUMNS=1")]
    [InlineData("COLUMNS=-5")]
    [InlineData("COLUMNS=many")]
    [InlineData("LANG=tr_TR.ISO-8859-9")]
    [InlineData("TERM=dumb")]
    [InlineData("TMPDIR=/proc/nope")]
    public void Any_environment_will_do(string variable)
    {
        (int code, string output, string error) = Launch($"{variable} ./mcunet inspect models/vww/person_vww.tflite");
        code.ShouldBe(0, error);
        output.ShouldNotBeEmpty();
        error.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_compiled_for_this_computer()
    {
        Shell("./mcunet --version").Code.ShouldBe(0);
        string packages = Path.Combine(Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));
        Assert.SkipUnless(Directory.Exists(packages) && Directory.EnumerateDirectories(packages, "microsoft.netcore.app.crossgen2.*").Any(), "the compiler for it cannot be had here");
        foreach (string assembly in (string[])["mcunet", "MCUNetV2.Compiler", "Spectre.Console"])
        {
            using PEReader reader = new(File.OpenRead(Repository.Path($"tools/MCUNetV2.Cli/bin/Release/ahead/{assembly}.dll")));
            reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBePositive(assembly);
        }
    }

    [Fact]
    public void Where_it_cannot_be_compiled_for_this_computer_it_compiles_itself()
    {
        using Scratch scratch = new();
        const string Dotnet = "dotnet() { case $2 in *Ahead) return 1 ;; *) mkdir -p \"$2/bin/Release/net10.0\"; echo IL >\"$2/bin/Release/net10.0/mcunet.dll\" ;; esac; }";
        (int code, string output, string error) = Shell($"root={scratch.Directory}; source tools/setup.sh; {Dotnet}; setup_tool && cat \"$cli_program\"");
        code.ShouldBe(0, error);
        output.ShouldBe("IL\n");
    }

    /// <summary>Runs it once it is built, of which it speaks.</summary>
    private static (int Code, string Output, string Error) Launch(string command) => Shell($"./mcunet --version >/dev/null 2>&1; {command}");

    private static (int Code, string Output, string Error) Shell(string script)
    {
        ProcessStartInfo start = new("bash", ["-c", $"root=$PWD; {script}"])
        {
            WorkingDirectory = Repository.Path(""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
