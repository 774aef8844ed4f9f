// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Host.Camera;
using MCUNetV2.Pictures;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests.Boards;

/// <summary><c>capture</c> and <c>validate</c> with a board at the other end of a pseudo-terminal, on which the firmware's own classes run.</summary>
public sealed class BoardVerbTests : IDisposable
{
    private static readonly string Model = Repository.Path("models/vww/person_vww.tflite");
    private static readonly string Samples = Repository.Path("samples");
    private static readonly string Astronaut = Repository.Path("samples/person/astronaut.jpg");

    private readonly Scratch _scratch = new();

    public BoardVerbTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal stands in for the board's serial port");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Captured_pictures_are_what_the_camera_sent_in_a_folder_that_training_reads()
    {
        using TerminalBoard board = new(Package(), Astronaut);
        ToolResult result = Tool.Run("capture", "--port", board.Port, "--label", "somebody", "-o", _scratch.Path("photos"), "--count", "2");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("somebody_0002.png: 48 x 40, the board saw person at ");

        byte[] sent = PictureRows.ToRgb(PictureRows.Read(Astronaut, 48, 40, PixelFormat.Rgb565BigEndian), 48, 40, PixelFormat.Rgb565BigEndian);
        foreach (string name in new[] { "somebody_0001.png", "somebody_0002.png" })
        {
            string file = _scratch.Path($"photos/somebody/{name}");
            PictureDecoder.Decode(file, File.ReadAllBytes(file), 40, 48).Rgb.ShouldBe(sent);
        }

        Tool.Run("capture", "--port", board.Port, "--label", "nobody", "-o", _scratch.Path("photos"), "--count", "1", "--json").Code.ShouldBe(ExitCode.Ok);
        PictureSource.FindClasses(_scratch.Path("photos"), 2).ShouldBe(["nobody", "somebody"]);
    }

    [Fact]
    public void A_frame_of_which_a_line_was_lost_is_taken_again()
    {
        int pixels = 0;
        using TerminalBoard board = new(Package(), Astronaut, line => line.Contains("\"pixels\"") && ++pixels == 7 ? null : line);
        ToolResult result = Tool.Run("capture", "--port", board.Port, "--label", "x", "-o", _scratch.Path("photos"), "--count", "1");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        pixels.ShouldBe(80);
    }

    [Fact]
    public void A_board_that_loses_every_frame_is_given_up()
    {
        using TerminalBoard board = new(Package(), Astronaut, line => line.Contains("\"pixels\"") && line.Contains("\"first\":96,") ? null : line);
        ToolResult result = Tool.Run("capture", "--port", board.Port, "--label", "x", "-o", _scratch.Path("photos"), "--count", "1");
        result.Code.ShouldBe(ExitCode.TargetFailure);
        result.ErrorLine.ShouldStartWith("mcunet: the picture was lost 3 times");
        Directory.Exists(_scratch.Path("photos/x")).ShouldBeFalse();
    }

    [Fact]
    public void A_firmware_that_sends_no_pictures_is_named()
    {
        using TerminalBoard board = new(Package(), Astronaut, line => line.Contains("\"picture\"") || line.Contains("\"pixels\"") ? null : line);
        Tool.Run("capture", "--port", board.Port, "--label", "x", "-o", _scratch.Path("photos"), "--count", "1").ErrorLine.ShouldContain("its firmware is older than capture");
    }

    [Theory]
    [InlineData("../x")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a*")]
    [InlineData("a\nb")]
    [InlineData("..")]
    [InlineData("dog.")]
    public void A_label_that_is_no_folder_is_refused(string label) =>
        Tool.Run("capture", "--port", "/dev/none", "--label", label, "-o", "x").Code.ShouldBe(ExitCode.Usage);

    [Fact]
    public void A_board_gives_the_bytes_of_the_pc()
    {
        using TerminalBoard board = new(Package(), Astronaut);
        ToolResult result = Tool.Run("validate", Model, "--port", board.Port, "--dataset", Samples, "--json");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement root = report.RootElement;
        root.GetProperty("count").GetInt32().ShouldBe(7);
        root.GetProperty("equal").GetInt32().ShouldBe(7);
        root.GetProperty("accuracy").GetDouble().ShouldBe(root.GetProperty("accuracyHere").GetDouble());
        root.GetProperty("operators").EnumerateArray().Sum(one => one.GetProperty("microseconds").GetInt64()).ShouldBePositive();
        root.GetProperty("operators")[1].GetProperty("kind").GetString().ShouldNotBeNullOrEmpty();
        root.GetProperty("memory").GetProperty("arenaHighWater").GetInt64().ShouldBePositive();
        root.GetProperty("frame").GetString().ShouldBe("48 x 40 Rgb565BigEndian");

        // The board looks at its camera again.
        Tool.Run("capture", "--port", board.Port, "--label", "x", "-o", _scratch.Path("photos"), "--count", "1").Code.ShouldBe(ExitCode.Ok);
    }

    /// <summary>The line of one output is cut, another's is damaged, the last one's is lost: each picture is shown again.</summary>
    [Fact]
    public void Damage_on_the_line_is_repeated()
    {
        int outputs = 0;
        using TerminalBoard board = new(Package(), Astronaut, line => !line.Contains("\"output\"") ? line : ++outputs switch
        {
            2 => line[..30],
            4 => line.Replace("data\":\"", "data\":\"AA"),
            9 => null,
            _ => line,
        });
        ToolResult result = Tool.Run("validate", Model, "--port", board.Port, "--dataset", Samples);
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("7 of 7 pictures give the PC's bytes");
        result.Output.ShouldContain(" frames were shown again"); // three, and those for which a busy PC was too slow
    }

    [Fact]
    public void A_board_that_computes_something_else_is_named()
    {
        int outputs = 0;
        using TerminalBoard board = new(Package(), Astronaut, line => line.Contains("\"output\"") && ++outputs == 3 ? line[..line.IndexOf("data", StringComparison.Ordinal)] + "data\":\"fwA=\"}" : line);
        ToolResult result = Tool.Run("validate", Model, "--port", board.Port, "--dataset", Samples, "--limit", "4");
        result.Code.ShouldBe(ExitCode.TargetFailure, result.Error);
        result.Output.ShouldContain("3 of 4 pictures give the PC's bytes");
        result.Output.ShouldContain("2 bytes differ; no person on the board");
    }

    [Fact]
    public void Another_model_on_the_board_is_named()
    {
        using TerminalBoard board = new(Package(), Astronaut);
        string other = _scratch.Write("other.tflite", TestModel.Write());
        Tool.Run("validate", other, "--classes", "a", "--port", board.Port, "--dataset", Samples).Code.ShouldNotBe(ExitCode.Ok);
        ToolResult result = Tool.Run("validate", Repository.Path("models/vww/person_vww_large.tflite"), "--port", board.Port, "--dataset", Samples);
        result.Code.ShouldBe(ExitCode.TargetFailure);
        result.ErrorLine.ShouldBe("mcunet: the board runs person_vww, MODEL is person_vww_large");
    }

    /// <summary>The shipped package, whose schedule is another than that of <c>validate</c>.</summary>
    private static byte[] Package() => File.ReadAllBytes(Repository.Path("models/vww/person_vww.mcu"));
}
