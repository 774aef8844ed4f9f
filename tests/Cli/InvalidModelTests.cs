using MCUNetV2.Cli.Errors;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Every verb that takes a model refuses what is none, in one line that names the file.</summary>
public sealed class InvalidModelTests
{
    private static readonly byte[] Whole = TestModel.Write();

    public static TheoryData<string, byte[], int, string> Files => new()
    {
        { "text.tflite", "This is a text file, and not a short one either.\n"u8.ToArray(), (int)ExitCode.InvalidFile, "" },
        { "empty.tflite", [], (int)ExitCode.InvalidFile, "empty" },
        { "truncated.tflite", Whole[..(Whole.Length / 2)], (int)ExitCode.InvalidFile, "" },
        { "float.tflite", TestModel.WriteFloat(), (int)ExitCode.UnsupportedModel, "FLOAT32" },
        { "unsupported.tflite", TestModel.WriteUnsupported(), (int)ExitCode.UnsupportedModel, "COS" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_verb_refuses_in_one_line(string name, byte[] content, int code, string mentions)
    {
        using Scratch scratch = new();
        string model = scratch.Write(name, content);
        string input = scratch.Write("input.bin", new byte[TestModel.InputBytes]);
        string[][] commands =
        [
            ["inspect", model], ["plan", model], ["compile", model, "-o", scratch.Path("out.mcu")], ["run", model, "--input", input], ["bench", model],
        ];
        foreach (string[] command in commands)
        {
            ToolResult result = Tool.Run(command);
            ((int)result.Code).ShouldBe(code, string.Join(' ', command));
            result.ErrorLine.ShouldStartWith($"mcunet: {model}: ");
            result.ErrorLine.ShouldContain(mentions);
        }

        File.Exists(scratch.Path("out.mcu")).ShouldBeFalse();
    }

    [Fact]
    public void A_damaged_byte_of_a_package_is_noticed()
    {
        using Scratch scratch = new();
        string package = scratch.Path("model.mcu");
        Tool.Run("compile", scratch.Write("model.tflite", Whole), "-o", package, "--schedule", "layers").Code.ShouldBe(ExitCode.Ok);
        byte[] bytes = File.ReadAllBytes(package);
        string input = scratch.Write("input.bin", new byte[TestModel.InputBytes]);
        for (int position = 0; position < bytes.Length; position += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[position] ^= 0x10;
            ToolResult result = Tool.Run("run", scratch.Write("damaged.mcu", damaged), "--input", input);
            result.Code.ShouldBe(ExitCode.InvalidFile);
            result.ErrorLine.ShouldContain("damaged.mcu");
        }
    }

    [Fact]
    public void Missing_file_is_named() => Tool.Run("inspect", "nowhere.tflite").ErrorLine.ShouldBe("mcunet: nowhere.tflite: no such file");
}
