// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Tests;
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
            ["plan", model], ["compile", model, "-o", scratch.Path("out.mcu")], ["run", model, "--input", input], ["bench", model],
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

    [Theory]
    [MemberData(nameof(Files))]
    public void Inspect_refuses_in_one_line_after_showing_what_it_can(string name, byte[] content, int code, string mentions)
    {
        using Scratch scratch = new();
        string model = scratch.Write(name, content);
        ToolResult result = Tool.Run("inspect", model);
        ((int)result.Code).ShouldBe(code);
        result.Error.TrimEnd().ShouldNotContain('\n');
        result.Error.ShouldContain(mentions);
        result.Output.Length.ShouldBe(code == (int)ExitCode.UnsupportedModel ? result.Output.Length : 0);
    }

    [Fact]
    public void Inspect_names_everything_that_is_in_the_way_and_the_next_step()
    {
        using Scratch scratch = new();
        JsonElement unsupported = Inspect(scratch.Write("unsupported.tflite", TestModel.WriteUnsupported()));
        unsupported.GetProperty("blockers").EnumerateArray().Select(blocker => blocker.GetProperty("name").GetString()).ShouldBe(["COS"]);
        unsupported.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        string path = scratch.Write("float.tflite", TestModel.WriteFloat());
        JsonElement floating = Inspect(path);
        floating.GetProperty("blockers").GetArrayLength().ShouldBe(floating.GetProperty("operators").GetArrayLength());
        floating.GetProperty("next").GetString().ShouldStartWith($"mcunet quantize {path} ");
    }

    [Fact]
    public void The_operators_that_run_are_those_of_the_documentation()
    {
        string[] documented =
        [
            .. File.ReadLines(Repository.Path("docs/OPERATORS.md")).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)).Select(name => name.Split(' ')[0])
                .Where(name => name.Length > 2 && name.All(letter => char.IsUpper(letter) || char.IsDigit(letter) || letter == '_')).Distinct().Order(StringComparer.Ordinal),
        ];
        Tool.Run("operators").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(documented);
    }

    private static JsonElement Inspect(string model)
    {
        ToolResult result = Tool.Run("inspect", model, "--json");
        result.Code.ShouldBe(ExitCode.UnsupportedModel);
        return JsonSerializer.Deserialize<JsonElement>(result.Output);
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

    /// <summary>Its checksum is right and its tables lead nowhere: every verb says what the engine says.</summary>
    [Fact]
    public void A_package_that_the_engine_refuses_is_no_package()
    {
        using Scratch scratch = new();
        string package = scratch.Path("model.mcu");
        Tool.Run("compile", scratch.Write("model.tflite", Whole), "-o", package, "--schedule", "layers").Code.ShouldBe(ExitCode.Ok);
        byte[] bytes = File.ReadAllBytes(package);
        PackageHeader header = MemoryMarshal.Read<PackageHeader>(bytes);
        MemoryMarshal.Write(bytes.AsSpan((int)header.SlotsOffset), (ushort)999); // a tensor that is none
        BitConverter.GetBytes(Crc32.Compute(bytes.AsSpan((int)Marshal.OffsetOf<PackageHeader>(nameof(PackageHeader.ArenaBytes)))))
            .CopyTo(bytes, (int)Marshal.OffsetOf<PackageHeader>(nameof(PackageHeader.Crc32)));
        File.WriteAllBytes(package, bytes);
        string input = scratch.Write("input.bin", new byte[TestModel.InputBytes]);
        string[][] commands = [["inspect", package], ["inspect", package, "--json"], ["run", package, "--input", input], ["bench", package]];
        foreach (string[] command in commands)
        {
            ToolResult result = Tool.Run(command);
            result.Code.ShouldBe(ExitCode.InvalidFile, string.Join(' ', command));
            result.ErrorLine.ShouldBe($"mcunet: {package}: damaged package: the engine refuses it (MCUNET_ERROR_LAYOUT)");
            result.Output.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Missing_file_is_named() => Tool.Run("inspect", "nowhere.tflite").ErrorLine.ShouldBe("mcunet: nowhere.tflite: no such file");
}
