// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Outputs that are numbers (of ARG_MAX), and files that run only after another command.</summary>
public sealed class NumberTests
{
    [Fact]
    public void Run_prints_the_number_of_the_likeliest_class()
    {
        using Scratch scratch = new();
        byte[] input = new byte[TestModel.InputBytes];
        new Random(1).NextBytes(input);
        string picture = scratch.Write("input.bin", input);
        string folder = scratch.Path("out");
        string model = scratch.Write("number.tflite", TestModel.WriteNumber());
        ToolResult result = Tool.Run("run", model, "--input", picture, "--output", folder, "--json");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement output = JsonSerializer.Deserialize<JsonElement>(result.Output).GetProperty("outputs")[0];
        output.GetProperty("type").GetString().ShouldBe("int32");
        int number = output.GetProperty("values")[0].GetInt32();
        number.ShouldBeInRange(0, 1);
        BitConverter.ToInt32(File.ReadAllBytes(Path.Combine(folder, "output_0.bin"))).ShouldBe(number);
        Tool.Run("run", model, "--input", picture).Output.ShouldContain($"class: 1 int32 [{number}]");
    }

    [Fact]
    public void Inspect_refuses_what_is_no_onnx_file()
    {
        using Scratch scratch = new();
        string model = scratch.Write("text.onnx", "This is a text file.\n"u8.ToArray());
        ToolResult result = Tool.Run("inspect", model);
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("not an ONNX model");
    }
}
