// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class SearchTests : IDisposable
{
    /// <summary>A small space to search.</summary>
    internal const string Space =
        """
        {
          "name": "tiny", "classes": ["no", "yes"], "inputSizes": [24, 32], "stemChannels": [8], "depthToWidth": 3,
          "stages": [
            { "strides": [2], "repeats": [1, 2], "kernels": [3, 5], "expansions": [2, 3], "channels": [8, 16] },
            { "strides": [2], "repeats": [1, 2], "kernels": [3, 5], "expansions": [2, 3], "channels": [16, 24] }
          ]
        }
        """;

    private const string Configuration =
        """
        {
          "name": "tiny", "inputSize": 32, "classes": ["no", "yes"], "stemChannels": 8, "blocks": [{ "kernel": 3, "stride": 1, "expanded": 8, "channels": 8 }],
          "budget": { "sramBytes": 32768, "flashBytes": 65536, "macs": 2000000 }
        }
        """;

    private readonly Scratch _scratch = new();
    private readonly string _space;
    private readonly string _output;

    public SearchTests()
    {
        _space = _scratch.Write("space.json", Encoding.UTF8.GetBytes(Space));
        _output = _scratch.Path("out/best.json");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_it_writes_can_be_searched_around()
    {
        ToolResult result = Run("--sram", "4KiB", "--flash", "16KiB", "--macs", "400k", "--candidates", "4", "--json");

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        report.GetProperty("planned").GetInt32().ShouldBeLessThanOrEqualTo(4);
        JsonElement best = report.GetProperty("finalists")[0];
        best.GetProperty("sramBytes").GetInt32().ShouldBeLessThanOrEqualTo(4096);
        best.GetProperty("macs").GetInt64().ShouldBeLessThanOrEqualTo(400_000);
        ToolResult again = Tool.Run("search", _output, "-o", _output, "--candidates", "2");
        again.Code.ShouldBe(ExitCode.Ok, again.Error);
        again.Output.ShouldContain("given");
    }

    [Fact]
    public void Finalists_keep_a_limit_of_time_by_the_plan_that_they_ship_with()
    {
        string[] limits = ["--sram", "8KiB", "--flash", "16KiB", "--macs", "400k", "--candidates", "12", "--target", "cortex-m4"];
        JsonElement free = JsonDocument.Parse(Run([.. limits, "--json"]).Output).RootElement.GetProperty("finalists")[0];
        long most = free.GetProperty("time").GetProperty("instructions").GetInt64() * 98 / 100;

        ToolResult result = Run([.. limits, "--instructions", $"{most}", "--explain"]);

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("instructions of cortex-m4");
        result.Output.ShouldContain("stream");
        JsonElement best = JsonDocument.Parse(Run([.. limits, "--instructions", $"{most}", "--json"]).Output).RootElement.GetProperty("finalists")[0];
        best.GetProperty("time").GetProperty("instructions").GetInt64().ShouldBeLessThanOrEqualTo(most);
        best.GetProperty("sramBytes").GetInt32().ShouldBeLessThanOrEqualTo(8192);
    }

    [Fact]
    public void A_page_draws_what_was_found_beside_a_network_of_ones_own()
    {
        string reference = _scratch.Write("own.json", Encoding.UTF8.GetBytes(Configuration));
        string page = _scratch.Path("out/search.html");

        ToolResult result = Run("--sram", "8KiB", "--flash", "16KiB", "--macs", "400k", "--candidates", "6", "--reference", reference, "--report", page);

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("given");
        string text = File.ReadAllText(page);
        text.ShouldContain("Networks found for tiny");
        text.ShouldContain("multiply-accumulates; the darker, the more SRAM");
        text.ShouldContain("MACs of the streamed stage");
    }

    [Fact]
    public void With_pictures_too_a_limit_of_time_wants_a_target_whose_time_is_known()
    {
        ToolResult result = Run("--sram", "8KiB", "--flash", "16KiB", "--macs", "400k", "--data", ".", "--target", "esp32", "--milliseconds", "100");

        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain("what an inference takes is not known for esp32; give --target one of cortex-m4");
    }

    [Fact]
    public void Time_that_no_network_keeps_names_the_fastest_plan_of_the_smallest()
    {
        ToolResult result = Run("--sram", "8KiB", "--flash", "16KiB", "--macs", "400k", "--target", "cortex-m4", "--instructions", "1000");

        result.Code.ShouldBe(ExitCode.Infeasible);
        result.ErrorLine.ShouldContain("1000 instructions; the smallest one needs");
    }

    [Fact]
    public void Limits_that_nothing_keeps_are_infeasible()
    {
        ToolResult result = Run("--sram", "100", "--flash", "16KiB", "--macs", "400k");

        result.Code.ShouldBe(ExitCode.Infeasible);
        result.ErrorLine.ShouldContain("the smallest one needs");
        File.Exists(_output).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--macs", "12G", "is no number of MACs")]
    [InlineData("--input-size", "81..87", "is no input size")]
    [InlineData("--candidates", "0", "--candidates is 0; 1 is the least")]
    [InlineData("--candidates", "99999999999", "--candidates")]
    [InlineData("--epochs", "NaN", "--epochs")]
    [InlineData("--instructions", "20G", "is no number of instructions")]
    [InlineData("--milliseconds", "0", "a number above 0 is needed")]
    [InlineData("--sram", "16KB", "is not a size")]
    [InlineData("--sram", "16KiB", "--flash is missing")]
    public void A_wrong_option_is_one_line(string option, string value, string complaint)
    {
        ToolResult result = Run(option, value);

        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain(complaint);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/x")]
    [InlineData("a\\\\b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData(" x")]
    [InlineData("x:y")]
    [InlineData("x\\u0000y")]
    [InlineData("x\\u001b[2J")]
    public void A_name_that_is_no_files_is_refused_before_anything_is_written(string name)
    {
        foreach (string content in new[] { Space, Configuration })
        {
            string file = _scratch.Write("named.json", Encoding.UTF8.GetBytes(content.Replace("\"tiny\"", $"\"{name}\"")));
            ToolResult result = Tool.Run("search", file, "-o", _output, "--candidates", "1");

            result.Code.ShouldBe(ExitCode.InvalidFile);
            result.ErrorLine.ShouldContain("which files are named after");
            PlainText.IsHarmless(result.ErrorLine).ShouldBeTrue();
            File.Exists(_output).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("\"stemChannels\": [8]", "\"stemChannels\": [2147483647]", "1 to 4096")]
    [InlineData("\"channels\": [16, 24]", "\"channels\": [16, 2147483647]", "1 to 4096")]
    [InlineData("\"repeats\": [1, 2]", "\"repeats\": [1, 2147483647]", "0 to 256")]
    [InlineData("\"repeats\": [1, 2]", "\"repeats\": [1, 255]", "up to 257 blocks; 256 is the most")]
    [InlineData("\"expansions\": [2, 3]", "\"expansions\": [2, 2147483647]", "4096 is the most")]
    [InlineData("\"stages\": [", "\"stages\": [null, ", "stages has an entry that is null")]
    [InlineData("\"depthToWidth\": 3", "\"depthToWidth\": -3", "must be positive")]
    [InlineData("\"depthToWidth\": 3", "\"depthToWidth\": 3, \"\\ud800 is half a name\": 1", "low surrogate")]
    public void A_space_beyond_any_microcontroller_is_refused(string old, string changed, string complaint)
    {
        string file = _scratch.Write("wide.json", Encoding.UTF8.GetBytes(Space[..Space.IndexOf(old, StringComparison.Ordinal)] + changed + Space[(Space.IndexOf(old, StringComparison.Ordinal) + old.Length)..]));
        ToolResult result = Tool.Run("search", file, "-o", _output, "--candidates", "1", "--sram", "4KiB", "--flash", "16KiB", "--macs", "400k");

        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain(complaint);
    }

    [Theory]
    [InlineData("\"expanded\": 8", "\"expanded\": 2147483647", "4096 is the most")]
    [InlineData("\"channels\": 8", "\"channels\": 4097", "4096 is the most")]
    [InlineData("\"channels\": 8", "\"channels\": 8, \"repeat\": 2147483647", "256 is the most")]
    [InlineData("\"blocks\": [", "\"blocks\": [null, ", "blocks has an entry that is null")]
    [InlineData("\"stemChannels\": 8", "\"stemChannels\": 99999", "1 to 4096")]
    public void A_configuration_beyond_any_microcontroller_is_refused(string old, string changed, string complaint)
    {
        ToolResult result = Tool.Run("search", _scratch.Write("wide.json", Encoding.UTF8.GetBytes(Configuration.Replace(old, changed))), "-o", _output, "--candidates", "1");

        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain(complaint);
    }

    [Theory]
    [InlineData("[\"a\"]", "fewer than two")]
    [InlineData("[\"a\", \"a\"]", "names \"a\" twice")]
    [InlineData("[\"a\", \" \"]", "a class without a name")]
    public void Classes_have_names_of_their_own(string classes, string complaint)
    {
        string file = _scratch.Write("named.json", Encoding.UTF8.GetBytes(Space.Replace("[\"no\", \"yes\"]", classes)));

        Tool.Run("search", file, "-o", _output).ErrorLine.ShouldContain(complaint);
    }

    private ToolResult Run(params string[] options) => Tool.Run(["search", _space, "-o", _output, .. options]);
}
