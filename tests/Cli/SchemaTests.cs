// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using Json.Schema;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests.Boards;
using MCUNetV2.Cli.Verbs.Schemas;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>docs/schemas are those of the code, and what the verbs print keeps to them, by a validator that is not ours.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly string Model = Repository.Path("models/vww/person_vww.tflite");
    private static readonly string Package = Repository.Path("models/vww/person_vww.mcu");

    private readonly Scratch _scratch = new();

    public static TheoryData<string> Reports => [.. SchemaCommand.Reports.Keys];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Reports))]
    public void The_page_of_a_schema_is_what_the_verb_reports(string report) =>
        File.ReadAllText(Repository.Path($"docs/schemas/{report}.json")).ShouldBe(SchemaCommand.Of(report), "./mcunet schema -o docs/schemas writes them");

    [Fact]
    public void Every_schema_is_of_a_report() =>
        Directory.GetFiles(Repository.Path("docs/schemas"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ShouldBe(SchemaCommand.Reports.Keys);

    [Fact]
    public void Real_outputs_keep_to_their_schemas()
    {
        string picture = Repository.Path("samples/person/astronaut.jpg");
        Check("operators", "operators");
        Check("inspect", "inspect", Model);
        Check("inspect-package", "inspect", Package);
        Check("plan", "plan", Model, "--schedule", "layers", "--board", "esp32-s3-arducam");
        Check("compile", "compile", Model, "--schedule", "layers", "-o", _scratch.Path("x.mcu"), "--board", "esp32-s3-arducam");
        Check("run", "run", Package, "--input", picture);
        Check("bench", "bench", Package, "--runs", "1");
        Check("eval", "eval", Package, "--dataset", Repository.Path("samples"));
        Check("eval-multi-label", "eval", Package, "--dataset", Repository.Path("samples"), "--multi-label");
        string space = _scratch.Write("space.json", Encoding.UTF8.GetBytes(SearchTests.Space));
        Check("search", "search", space, "-o", _scratch.Path("best.json"), "--sram", "4KiB", "--flash", "16KiB", "--macs", "400k", "--candidates", "4");
        if (OperatingSystem.IsLinux())
        {
            using TerminalBoard board = new(File.ReadAllBytes(Package), picture);
            Check("capture", "capture", "--port", board.Port, "--label", "x", "--count", "1", "-o", _scratch.Path("photos"));
            Check("validate", "validate", Model, "--port", board.Port, "--dataset", Repository.Path("samples"), "--limit", "2");
        }
    }

    [Fact]
    public void A_report_without_what_the_schema_requires_is_found()
    {
        JsonSchema schema = JsonSchema.FromText(SchemaCommand.Of("compile"));
        schema.Evaluate(JsonSerializer.Deserialize<JsonElement>("{\"package\": 3}")).IsValid.ShouldBeFalse();
    }

    private static void Check(string report, params string[] arguments)
    {
        ToolResult result = Tool.Run([.. arguments, "--json"]);
        result.Code.ShouldBe(ExitCode.Ok, $"{report}: {result.Error}");
        CheckOutput(report, result.Output);
    }

    /// <summary>Holds what a verb printed to the schema of its report.</summary>
    internal static void CheckOutput(string report, string json)
    {
        EvaluationResults outcome = JsonSchema.FromText(SchemaCommand.Of(report)).Evaluate(JsonSerializer.Deserialize<JsonElement>(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        outcome.IsValid.ShouldBeTrue($"{report}: {string.Join("; ", (outcome.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")))}");
    }
}
