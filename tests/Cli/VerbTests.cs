using System.Text.Json;
using MCUNetV2.Cli.Errors;
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
    public void Inspect_ListsOperatorsMacsAndMemory()
    {
        JsonElement report = Json("inspect", _model, "--json");
        report.GetProperty("operators").GetArrayLength().ShouldBe(5);
        report.GetProperty("macs").GetInt64().ShouldBe((8 * 8 * 4 * 27) + (8 * 8 * 4 * 9) + 8);
        report.GetProperty("layerByLayerPeakBytes").GetInt64().ShouldBe((16 * 16 * 3) + (8 * 8 * 4));
    }

    [Fact]
    public void Plan_ReportsTheFrontAndTheChoice()
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
    public void Plan_CountsTheKernelsOfATarget_AndTheRoomOfABoard()
    {
        JsonElement report = Json("plan", _model, "--target", "cortex-m7", "--board", "stm32f769i-disco-arducam", "--json");
        report.GetProperty("target").GetString().ShouldBe("cortex-m7");
        report.GetProperty("flashBytes").GetInt32().ShouldBePositive();
        JsonElement board = report.GetProperty("board");
        int left = board.GetProperty("arenaBytes").GetInt32() - report.GetProperty("chosen").GetProperty("peakBytes").GetInt32();
        board.GetProperty("freeBytes").GetInt32().ShouldBe(left);
    }

    [Fact]
    public void Plan_ReportsWhatTheModelHasAndWhatIsExecuted()
    {
        JsonElement report = Json("plan", _model, "--keep-channels", "--json");
        report.GetProperty("modelMacs").GetInt64().ShouldBe(report.GetProperty("macs").GetInt64());
        Json("plan", _model, "--json").GetProperty("modelMacs").GetInt64().ShouldBe(report.GetProperty("macs").GetInt64());
    }

    [Fact]
    public void Plan_WithoutRoom_NamesTheNearest()
    {
        ToolResult result = Tool.Run("plan", _model, "--sram", "64B");
        result.Code.ShouldBe(ExitCode.Infeasible);
        result.ErrorLine.ShouldMatch("no schedule meets --sram 64 B; the nearest needs [0-9]+ B");
    }

    [Theory]
    [InlineData("--schedule", "spiral", "is not a schedule")]
    [InlineData("--sram", "16KB", "is not a size")]
    [InlineData("--schedule", "patches:2x2:99", "99 operators")]
    [InlineData("--target", "cortex-m0", "is not a target; write one of host, cortex-m4, cortex-m7, rv32")]
    [InlineData("--board", "toaster", "no board toaster; there are ")]
    public void Plan_RefusesWhatIsNoRequest(string option, string value, string mentions)
    {
        ToolResult result = Tool.Run("plan", _model, option, value);
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain(mentions);
    }

    [Fact]
    public void Compile_WritesWhatItReports_AndInspectReadsIt()
    {
        string package = _scratch.Path("model.mcu");
        JsonElement report = Json("compile", _model, "-o", package, "--c-source", _scratch.Path("model.c"), "--json");
        report.GetProperty("flashBytes").GetInt64().ShouldBe(new FileInfo(package).Length);
        JsonElement inspected = Json("inspect", package, "--json");
        inspected.GetProperty("peakBytes").GetInt64().ShouldBe(report.GetProperty("peakBytes").GetInt64());
        inspected.GetProperty("operators").GetArrayLength().ShouldBePositive();
        File.ReadAllText(_scratch.Path("model.c")).ShouldContain($"package[{new FileInfo(package).Length}]");
    }

    [Theory]
    [InlineData("layers")]
    [InlineData("patches:2x3:2")]
    [InlineData("stream")]
    [InlineData("auto")]
    public void Run_IsTheSameUnderEverySchedule_AndUsesWhatWasPlanned(string schedule)
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
    public void Run_RefusesAnInputOfAnotherSize()
    {
        ToolResult result = Tool.Run("run", _model, "--input", _scratch.Write("short.bin", new byte[7]));
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("7 bytes; the input has 16 x 16 x 3 = 768");
    }

    [Fact]
    public void Bench_TimesEveryOperator()
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
