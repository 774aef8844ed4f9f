// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>What verbs report: the keys that scripts rely on.</summary>
public sealed class VerbTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _model;
    private readonly string _input;

    public VerbTests()
    {
        _model = _scratch.Write("model.tflite", TestModel.Write());
        _input = _scratch.Write("input.bin", new byte[TestModel.InputBytes]);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Inspect_lists_operators_macs_and_memory()
    {
        JsonElement report = Json("inspect", _model, "--json");
        report.GetProperty("operators").GetArrayLength().ShouldBe(5);
        report.GetProperty("macs").GetInt64().ShouldBe((8 * 8 * 4 * 27) + (8 * 8 * 4 * 9) + 8);
        report.GetProperty("layerByLayerPeakBytes").GetInt64().ShouldBe((16 * 16 * 3) + (8 * 8 * 4));
    }

    /// <summary>What a schedule costs does not depend on weights.</summary>
    [Theory]
    [InlineData("models/vww/config_searched.json", 10_170_352)]
    [InlineData("models/detect/person_detect.json", 39_679_680)]
    public void Plan_and_bench_take_a_network_that_is_not_trained_yet(string configuration, long macs)
    {
        string path = Repository.Path(configuration);
        JsonElement plan = Json("plan", path, "--target", "cortex-m4", "--json").GetProperty("chosen");
        plan.GetProperty("macs").GetInt64().ShouldBe(macs);
        plan.GetProperty("time").GetProperty("instructions").GetInt64().ShouldBePositive();

        JsonElement bench = Json("bench", path, "--runs", "1", "--json");
        bench.GetProperty("modelMacs").GetInt64().ShouldBe(macs);
        bench.GetProperty("arenaBytes").GetInt64().ShouldBe(Json("plan", path, "--json").GetProperty("chosen").GetProperty("peakBytes").GetInt64());
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("compile", "-o", "package.mcu")]
    public void What_needs_weights_says_so_of_a_configuration(string verb, params string[] options)
    {
        ToolResult result = Tool.Run([verb, Repository.Path("models/vww/config.json"), .. options]);
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("a configuration has no weights; an int8 .tflite is needed, which train makes of it");
    }

    [Fact]
    public void Plan_predicts_instructions_for_a_target_and_keeps_a_limit_of_them()
    {
        Json("plan", _model, "--json").GetProperty("chosen").TryGetProperty("time", out JsonElement host).ShouldBe(host.ValueKind == JsonValueKind.Null);
        JsonElement report = Json("plan", _model, "--target", "cortex-m4", "--json");
        long[] times = [.. report.GetProperty("plans").EnumerateArray().Select(plan => plan.GetProperty("time").GetProperty("instructions").GetInt64())];
        JsonElement fast = Json("plan", _model, "--target", "cortex-m4", "--instructions", $"{times.Min()}", "--json").GetProperty("chosen");

        times.ShouldAllBe(time => time > 0);
        fast.GetProperty("time").GetProperty("instructions").GetInt64().ShouldBe(times.Min());
        fast.GetProperty("time").GetProperty("mostMilliseconds").GetDouble().ShouldBePositive();
        Tool.Run("plan", _model, "--target", "cortex-m4").Output.ShouldContain("predicted for cortex-m4");
        Tool.Run("plan", _model, "--target", "cortex-m4", "--instructions", "10").ErrorLine.ShouldContain("no schedule meets 10 instructions; the nearest needs");
    }

    [Fact]
    public void Plan_reports_the_front_and_the_choice()
    {
        JsonElement report = Json("plan", _model, "--json");
        report.GetProperty("macs").GetInt64().ShouldBePositive();
        report.GetProperty("layerByLayerPeakBytes").GetInt64().ShouldBePositive();
        JsonElement plan = report.GetProperty("plans")[0];
        plan.GetProperty("peakBytes").GetInt64().ShouldBePositive();
        plan.GetProperty("macs").GetInt64().ShouldBePositive();
        plan.GetProperty("overhead").GetDouble().ShouldBe(1, 0.5);
        plan.GetProperty("schedule").GetString().ShouldNotBeEmpty();
        report.GetProperty("chosen").GetProperty("peakBytes").GetInt64().ShouldBeLessThanOrEqualTo(plan.GetProperty("peakBytes").GetInt64());
    }

    [Fact]
    public void Plan_counts_the_kernels_of_a_target_and_the_room_of_a_board()
    {
        JsonElement report = Json("plan", _model, "--target", "cortex-m7", "--board", "stm32f769i-disco-arducam", "--json");
        report.GetProperty("target").GetString().ShouldBe("cortex-m7");
        report.GetProperty("flashBytes").GetInt32().ShouldBePositive();
        JsonElement board = report.GetProperty("board");
        int left = board.GetProperty("arenaBytes").GetInt32() - board.GetProperty("imageBytes").GetInt32()
            - report.GetProperty("chosen").GetProperty("peakBytes").GetInt32();
        board.GetProperty("freeBytes").GetInt32().ShouldBe(left);
    }

    [Fact]
    public void Plan_reports_what_the_model_has_and_what_is_executed()
    {
        JsonElement report = Json("plan", _model, "--keep-channels", "--json");
        report.GetProperty("modelMacs").GetInt64().ShouldBe(report.GetProperty("macs").GetInt64());
        Json("plan", _model, "--json").GetProperty("modelMacs").GetInt64().ShouldBe(report.GetProperty("macs").GetInt64());
    }

    [Fact]
    public void Plan_without_room_names_the_nearest()
    {
        ToolResult result = Tool.Run("plan", _model, "--sram", "64B");
        result.Code.ShouldBe(ExitCode.Infeasible);
        result.ErrorLine.ShouldMatch("no schedule meets --sram 64 B; the nearest needs [0-9]+ B");
    }

    [Theory]
    [InlineData("--schedule", "spiral", "is not a schedule")]
    [InlineData("--sram", "16KB", "is not a size")]
    [InlineData("--schedule", "patches:2x2:99", "99 operators")]
    [InlineData("--schedule", "patches:0x0", "is not a schedule")]
    [InlineData("--schedule", "patches:99999999999x2", "is not a schedule")]
    [InlineData("--sram", "-5", "is not a size")]
    [InlineData("--sram", "99999999999999999999KiB", "is not a size")]
    [InlineData("--max-overhead", "NaN", "a number from 1.0 on is needed")]
    [InlineData("--max-overhead", "-1", "a number from 1.0 on is needed")]
    [InlineData("--max-overhead", "0.99", "a number from 1.0 on is needed")]
    [InlineData("--max-overhead", "Infinity", "a number from 1.0 on is needed")]
    [InlineData("--max-overhead", "1e999", "a number from 1.0 on is needed")]
    [InlineData("--max-overhead", "much", "--max-overhead")]
    [InlineData("--target", "cortex-m0", "is not a target; write one of host, cortex-m4, cortex-m7, rv32")]
    [InlineData("--board", "toaster", "no board toaster; there are ")]
    public void Plan_refuses_what_is_no_request(string option, string value, string mentions)
    {
        ToolResult result = Tool.Run("plan", _model, option, value);
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain(mentions);
    }

    [Fact]
    public void Compile_writes_what_it_reports_and_inspect_reads_it()
    {
        string package = _scratch.Path("model.mcu");
        JsonElement report = Json("compile", _model, "-o", package, "--c-source", _scratch.Path("model.c"), "--json");
        report.GetProperty("flashBytes").GetInt64().ShouldBe(new FileInfo(package).Length);
        JsonElement inspected = Json("inspect", package, "--json");
        inspected.GetProperty("peakBytes").GetInt64().ShouldBe(report.GetProperty("peakBytes").GetInt64());
        inspected.GetProperty("operators").GetArrayLength().ShouldBePositive();
        File.ReadAllText(_scratch.Path("model.c")).ShouldContain($"package[{new FileInfo(package).Length}]");
    }

    [Fact]
    public void C_source_links_the_formats_and_methods_that_are_asked_for()
    {
        string source = _scratch.Path("model.c");
        string[] compile = ["compile", _model, "-o", _scratch.Path("model.mcu"), "--c-source", source];
        Tool.Run(compile).Code.ShouldBe(ExitCode.Ok);
        string usual = File.ReadAllText(source);
        usual.ShouldContain("{\n        [MCUNET_PIXEL_RGB565_BIG_ENDIAN] = mcunet_read_rgb565_big_endian_rgb,\n    }");
        usual.ShouldContain("{\n        [MCUNET_RESIZER_AREA] = &mcunet_resize_area_rgb,\n    }");
        Tool.Run([.. compile, "--pixels", "gray8", "rgb888", "--resize", "nearest"]).Code.ShouldBe(ExitCode.Ok);
        string named = File.ReadAllText(source);
        named.ShouldContain("extern mcunet_pixel_reader mcunet_read_rgb888_rgb,\n    mcunet_read_gray8_rgb;");
        named.ShouldContain("{\n        [MCUNET_RESIZER_NEAREST] = &mcunet_resize_nearest_rgb,\n    }");
        ToolResult refused = Tool.Run("compile", _model, "-o", _scratch.Path("other.mcu"), "--resize", "nearest");
        refused.Code.ShouldBe(ExitCode.Usage);
        refused.ErrorLine.ShouldContain("--resize: only C source names what firmware links");
    }

    [Theory]
    [InlineData("layers")]
    [InlineData("patches:2x3:2")]
    [InlineData("stream")]
    [InlineData("auto")]
    public void Run_is_the_same_under_every_schedule_and_uses_what_was_planned(string schedule)
    {
        string expected = Hash(Json("run", _model, "--input", _input, "--schedule", "layers", "--json"));
        JsonElement report = Json("run", _model, "--input", _input, "--schedule", schedule, "--output", _scratch.Path("out"), "--json");
        Hash(report).ShouldBe(expected);
        report.GetProperty("arenaUsedBytes").GetInt64().ShouldBeLessThanOrEqualTo(report.GetProperty("arenaBytes").GetInt64());
        report.GetProperty("instructions").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("result").GetProperty("probability").GetDouble().ShouldBeInRange(0.5, 1);
        foreach (string key in new[] { "target", "backend", "stackBytes" })
        {
            report.TryGetProperty(key, out _).ShouldBeTrue(key);
        }

        JsonElement output = report.GetProperty("outputs")[0];
        foreach (string key in new[] { "name", "shape", "type", "scale", "zeroPoint", "sha256" })
        {
            output.TryGetProperty(key, out _).ShouldBeTrue(key);
        }

        File.ReadAllBytes(_scratch.Path("out/output_0.bin")).Length.ShouldBe(2);
    }

    [Fact]
    public void Run_refuses_an_input_of_another_size()
    {
        ToolResult result = Tool.Run("run", _model, "--input", _scratch.Write("short.bin", new byte[7]));
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("7 bytes; the input has 16 x 16 x 3 = 768");
    }

    [Fact]
    public void Bench_times_every_operator()
    {
        JsonElement report = Json("bench", _model, "--runs", "1", "--json");
        report.GetProperty("macs").GetInt64().ShouldBePositive();
        report.GetProperty("steps").GetArrayLength().ShouldBePositive();
        report.TryGetProperty("instructions", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("cortex-m4", "fast", "\"fast\" is not a clock; write for example 120MHz")]
    [InlineData("rv32", "100MHz", "cycles are estimated for cortex-m4 only")]
    [InlineData("host", "100MHz", "cycles are estimated for cortex-m4 only")]
    public void Bench_RefusesAClockThatMeansNothing(string target, string clock, string mentions)
    {
        ToolResult result = Tool.Run("bench", _model, "--target", target, "--clock", clock);
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain(mentions);
    }

    private static string Hash(JsonElement report) => report.GetProperty("outputs")[0].GetProperty("sha256").GetString()!;

    private static JsonElement Json(params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Error.ShouldBeEmpty();
        return JsonSerializer.Deserialize<JsonElement>(result.Output);
    }
}
