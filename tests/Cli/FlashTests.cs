using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class FlashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcunet-flash-").FullName;

    [Fact]
    public void Every_board_has_a_sound_profile()
    {
        BoardProfile.Names.Count.ShouldBeGreaterThanOrEqualTo(5);
        foreach (BoardProfile board in BoardProfile.Names.Select(BoardProfile.Read))
        {
            board.Platform.ShouldBeOneOf("esp32", "stm32");
            board.FirmwareOptions.ShouldContain($"-DMCUNET_ARENA_BYTES={board.ArenaBytes}");
        }
    }

    [Fact]
    public void A_dry_run_prints_the_commands()
    {
        ToolResult result = Tool.Run("flash", "--board", "esp32-s3-eye", "--port", "COM7", "--firmware", "nanoCLR.bin", "--application", "My App.bin", "--dry-run");
        result.Code.ShouldBe(ExitCode.Ok);
        result.Output.ReplaceLineEndings("\n").ShouldBe("""
            nanoff --platform esp32 --serialport COM7 --devicedetails
            nanoff --update --target ESP32_S3_OCTAL --serialport COM7 --clrfile nanoCLR.bin
            nanoff --target ESP32_S3_OCTAL --serialport COM7 --deploy --image "My App.bin"

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_stm32_board_is_flashed_over_its_debugger()
    {
        ToolResult result = Tool.Run("flash", "--board", "stm32f769i-disco-arducam", "--application", "App.bin", "--dry-run");
        result.Output.Trim().ShouldBe("nanoff --target ST_STM32F769I_DISCOVERY --jtag --deploy --image App.bin --address 0x080C0000");
    }

    [Theory]
    [InlineData("no board esp8266; there are", "--board", "esp8266", "--application", "A.bin")]
    [InlineData("give --port", "--board", "esp32-cam", "--application", "A.bin")]
    [InlineData("nothing to write", "--board", "esp32-cam", "--port", "COM7")]
    [InlineData("no port /dev/nowhere", "--board", "esp32-cam", "--port", "/dev/nowhere", "--application", "A.bin")]
    public void What_is_missing_is_named(string message, params string[] arguments)
    {
        ToolResult result = Tool.Run(["flash", .. arguments]);
        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain(message);
    }

    [Fact]
    public void Another_chip_is_refused_before_anything_is_written()
    {
        string log = FakeNanoff("echo 'Connected to: ESP32-C3 (revision 4)'");
        ToolResult result = Flash();
        result.Code.ShouldBe(ExitCode.TargetFailure);
        result.Error.ShouldContain("is an ESP32-C3, the board has an ESP32-S3: nothing was written");
        File.ReadAllLines(log).Length.ShouldBe(1);
    }

    [Fact]
    public void Nanoff_writes_the_application()
    {
        string log = FakeNanoff("echo 'Connected to: ESP32-S3 (revision 2)'");
        Flash().Code.ShouldBe(ExitCode.Ok);
        File.ReadAllLines(log)[1].ShouldStartWith("--target ESP32_S3_OCTAL");
    }

    [Fact]
    public void A_failure_of_nanoff_is_passed_on()
    {
        FakeNanoff("echo 'Error E4000: cannot open the port' >&2; exit 4");
        ToolResult result = Flash();
        result.Code.ShouldBe(ExitCode.TargetFailure);
        result.Error.ShouldContain("nanoff could not look at the board (exit code 4): Error E4000: cannot open the port");
    }

    [Fact]
    public void A_missing_nanoff_is_named_with_its_remedy()
    {
        Environment.SetEnvironmentVariable("MCUNET_NANOFF", Path.Combine(_folder, "not-there"));
        ToolResult result = Flash();
        result.Code.ShouldBe(ExitCode.MissingTool);
        result.Error.ShouldContain("dotnet tool install -g nanoff");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("MCUNET_NANOFF", null);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A program in nanoff's place, which writes its arguments down.</summary>
    private string FakeNanoff(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for nanoff is a shell script");
        string program = Path.Combine(_folder, "nanoff");
        string log = Path.Combine(_folder, "log");
        File.WriteAllText(program, $"#!/bin/sh\necho \"$@\" >> {log}\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Environment.SetEnvironmentVariable("MCUNET_NANOFF", program);
        return log;
    }

    private ToolResult Flash()
    {
        string image = Path.Combine(_folder, "App.bin");
        File.WriteAllText(image, "application");
        return Tool.Run("flash", "--board", "esp32-s3-eye", "--port", "/dev/null", "--application", image);
    }
}
