// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
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
            board.Flash.ModelBytes.ShouldBePositive();
            string source = File.ReadAllText(Repository.Path($"firmware/boards/{board.Name}/Board.cs"));
            source.ShouldContain($"Name = \"{board.Name}\";");
            source.ShouldContain($"ModelAddress = {board.Flash.ModelAddress};");
            source.ShouldContain($"ModelBytes = 0x{board.Flash.ModelBytes:X};");
        }
    }

    private string Model()
    {
        string file = Path.Combine(_folder, "m.tflite");
        File.WriteAllBytes(file, TestModel.Write());
        return file;
    }

    [Fact]
    public void A_dry_run_prints_the_commands()
    {
        string firmware = Image("nanoCLR.bin");
        string application = Image("My App.bin");
        ToolResult result = Tool.Run("flash", "--board", "esp32-s3-eye", "--port", "COM7", "--firmware", firmware, "--application", application, "--dry-run");
        result.Code.ShouldBe(ExitCode.Ok);
        result.Output.ReplaceLineEndings("\n").ShouldBe($"""
            nanoff --platform esp32 --serialport COM7 --devicedetails
            nanoff --update --target ESP32_S3_OCTAL --serialport COM7 --clrfile {firmware}
            nanoff --target ESP32_S3_OCTAL --serialport COM7 --deploy --image "{application}"

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_stm32_board_is_flashed_over_its_debugger()
    {
        string application = Image("App.bin");
        ToolResult result = Tool.Run("flash", "--board", "stm32f769i-disco-arducam", "--application", application, "--dry-run");
        result.Output.Trim().ShouldBe($"nanoff --target ST_STM32F769I_DISCOVERY --jtag --deploy --image {application} --address 0x080C0000");
    }

    [Theory]
    [InlineData("--firmware")]
    [InlineData("--application")]
    [InlineData("--model")]
    public void A_file_that_is_missing_is_named_by_a_dry_run_too(string option)
    {
        ToolResult result = Tool.Run("flash", "--board", "esp32-s3-eye", "--port", "COM7", option, "nope.bin", "--dry-run");
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.Output.ShouldBeEmpty();
        result.ErrorLine.ShouldContain("nope.bin: no such file");
    }

    [Theory]
    [InlineData("stm32f769i-disco-arducam", "nanoff --target ST_STM32F769I_DISCOVERY --jtag --deploy --image {0} --address 0x08180000")]
    [InlineData("esp32-cam", "nanoff --target ESP32_PSRAM_REV3 --serialport COM7 --deploy --image {0} --address 0x00310000")]
    public void A_model_goes_to_the_region_that_the_board_opens(string board, string command)
    {
        string package = Path.Combine(_folder, "m.mcu");
        Tool.Run("compile", Model(), "--board", board, "-o", package).Code.ShouldBe(ExitCode.Ok);
        ToolResult result = Tool.Run("flash", "--board", board, "--port", "COM7", "--model", package, "--dry-run");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.Trim().Split('\n')[^1].Trim().ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, package));
    }

    [Fact]
    public void A_model_in_another_layout_is_not_written()
    {
        string package = Path.Combine(_folder, "portable.mcu");
        Tool.Run("compile", Model(), "-o", package).Code.ShouldBe(ExitCode.Ok);
        ToolResult result = Tool.Run("flash", "--board", "stm32f769i-disco-arducam", "--model", package, "--dry-run");
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("write one with mcunet compile MODEL --board stm32f769i-disco-arducam");
    }

    [Fact]
    public void A_board_is_one_word_for_compile()
    {
        foreach (string board in BoardProfile.Names)
        {
            string package = Path.Combine(_folder, board + ".mcu");
            ToolResult result = Tool.Run("compile", Model(), "--board", board, "-o", package);
            result.Code.ShouldBe(ExitCode.Ok, result.Error);
            result.Output.ShouldContain($"{board}: target {BoardProfile.Read(board).Kernels}, SRAM ");
            result.Output.ShouldContain("left");
        }
    }

    /// <summary>From a real link of nanoFramework's firmware: what .bss, which lies in DTCM, and SRAM have left for an arena, and flash for models.</summary>
    [Fact]
    public void The_arenas_and_models_of_the_stm32f769_are_those_that_link()
    {
        BoardProfile board = BoardProfile.Read("stm32f769i-disco-arducam");
        board.ArenaBytes.ShouldBeLessThanOrEqualTo(84_248);
        board.LargerArena!.Bytes.ShouldBeLessThanOrEqualTo(150_536);
        board.Flash.LinkedBytes.ShouldBe(57_776);
        board.FirmwareOptions.ShouldContain($"-DMCUNET_ARENA_BYTES={board.ArenaBytes}");
    }

    [Fact]
    public void Another_target_than_the_boards_is_refused()
    {
        ToolResult result = Tool.Run("compile", Model(), "--board", "stm32f769i-disco-arducam", "--target", "rv32", "-o", Path.Combine(_folder, "x.mcu"));
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain("leave --target out");
    }

    [Fact]
    public void What_a_board_has_no_room_for_is_refused_with_numbers()
    {
        BoardProfile board = BoardProfile.Read("stm32f769i-disco-arducam");
        int most = board.LargerArena!.Bytes;
        CliException sram = Should.Throw<CliException>(() => BoardFit.Of(board, 240, most, 1000).Check());
        sram.Code.ShouldBe(ExitCode.Infeasible);
        sram.Message.ShouldBe($"{board.Name}: 1920 B of SRAM too many: a schedule of at most {most - 1920} B (142.1 KiB) fits");
        CliException flash = Should.Throw<CliException>(() => BoardFit.Of(board, 240, 1000, board.Flash.ModelBytes + 7).Check());
        flash.Code.ShouldBe(ExitCode.Infeasible);
        flash.Message.ShouldContain("7 B of flash too many: a package of at most 524288 B (512.0 KiB) fits");
        BoardFit.Of(board, 240, 100_000, 241_744).Note.ShouldNotBeNull().ShouldContain("-DMCUNET_ARENA_SECTION=.ram0");
        BoardFit.Of(board, 240, 1000, 241_744).Note.ShouldNotBeNull().ShouldContain("switch off NANOFRAMEWORK_GRAPHICS");
        BoardFit.Of(board, 240, 1000, 50_000).Note.ShouldBeNull();
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

    /// <summary>A file to be written to a board.</summary>
    private string Image(string name)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, name);
        return file;
    }

    private ToolResult Flash() => Tool.Run("flash", "--board", "esp32-s3-eye", "--port", "/dev/null", "--application", Image("App.bin"));
}
