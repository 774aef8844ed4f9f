// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Models that other people reported to other engines: what TFLite runs, runs.</summary>
public sealed class ReportedModelTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Axes_may_be_long() => Answer(TestModel.WriteLongAxes()).ShouldBe(Answer(TestModel.Write()));

    [Fact]
    public void A_channel_of_scale_zero_is_one_of_weights_zero() => Answer(TestModel.WriteDeadChannel(byScale: true)).ShouldBe(Answer(TestModel.WriteDeadChannel(byScale: false)));

    [Theory]
    [InlineData("a14_zero_scale_channel")]
    [InlineData("f07_fc_pc_zero")]
    [InlineData("j01_pad_int64")]
    public void A_reported_model_gives_tf_lites_bytes(string name)
    {
        string model = SharedFiles.Path($"cases/reports/tflite/{name}.tflite");
        ToolResult result = Tool.Run(
            "run", model, "--input", SharedFiles.Path($"cases/reports/tflite/{name}.bin"), "--schedule", "layers", "--output", _scratch.Path("out"));

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        File.ReadAllBytes(_scratch.Path("out/output_0.bin")).ShouldBe(File.ReadAllBytes(SharedFiles.Path($"cases/reports/tflite/{name}.ref0")));
    }

    [Theory]
    [InlineData("det_crowd5")]
    [InlineData("det_crowd40")]
    [InlineData("det_crowd147")]
    public void A_reported_crowd_hides_no_other(string input)
    {
        ToolResult result = Tool.Run(
            "run", SharedFiles.Path("cases/reports/tflite/det.tflite"), "--input", SharedFiles.Path($"cases/reports/tflite/{input}.bin"),
            "--head", SharedFiles.Path("cases/reports/tflite/det.head.json"), "--schedule", "layers", "--json");

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement boxes = JsonSerializer.Deserialize<JsonElement>(result.Output).GetProperty("result").GetProperty("boxes");
        boxes.GetArrayLength().ShouldBe(2);
        boxes[1].GetProperty("probability").GetDouble().ShouldBe(0.769, 0.001);
    }

    [Theory]
    [InlineData("softmax_alias.mcu")]
    [InlineData("slow_3000_16384.mcu")]
    [InlineData("imp_mcu_2_1.mcu")]
    public void A_hostile_package_is_refused_by_every_verb(string name)
    {
        string package = SharedFiles.Path($"cases/hostile/{name}");
        string input = SharedFiles.Path("cases/hostile/softmax_alias.in.bin");
        foreach (string[] command in new string[][] { ["inspect", package], ["run", package, "--input", input], ["bench", package] })
        {
            ToolResult result = Tool.Run(command);
            result.Code.ShouldBe(ExitCode.InvalidFile, string.Join(' ', command));
            result.ErrorLine.ShouldContain(package);
        }
    }

    [Theory]
    [InlineData("imp_jpg_5_1.jpg", "a damaged picture, of which nothing can be shown")]
    [InlineData("imp_jpg_5_2.jpg", "a picture of 240 x 65342 pixels")]
    public void A_hostile_picture_is_named(string name, string says)
    {
        ToolResult result = Tool.Run("run", _scratch.Write("model.tflite", TestModel.Write()), "--input", SharedFiles.Path($"cases/hostile/{name}"));

        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain($"{name}: {says}");
    }

    [Fact]
    public void A_head_file_with_a_byte_order_mark_is_read()
    {
        string head = _scratch.Write("h.head.json", [0xEF, 0xBB, 0xBF, .. """{"kind": "classifier", "labels": ["no person", "person"]}"""u8]);
        ToolResult result = Tool.Run(
            "run", _scratch.Write("model.tflite", TestModel.Write()), "--input", _scratch.Write("input.bin", new byte[TestModel.InputBytes]), "--head", head);

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("person");
    }

    private string Answer(byte[] model)
    {
        byte[] input = new byte[TestModel.InputBytes];
        new Random(1).NextBytes(input);
        ToolResult result = Tool.Run("run", _scratch.Write("model.tflite", model), "--input", _scratch.Write("input.bin", input), "--json");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        return JsonSerializer.Deserialize<JsonElement>(result.Output).GetProperty("outputs")[0].GetProperty("sha256").GetString()!;
    }
}
