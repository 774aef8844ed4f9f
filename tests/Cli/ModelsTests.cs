// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Verbs.PublicModels;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary><c>models</c>, and the page that it wrote.</summary>
public sealed class ModelsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Our own models are in the repository, so everybody can hold their rows of the page against them.</summary>
    [Fact]
    public void The_rows_of_our_own_models_are_what_the_command_writes_today()
    {
        ToolResult result = Tool.Run("models", "--folder", Repository.Path("models/vww"), "-o", _scratch.Path("page.md"), "--json");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        SchemaTests.CheckOutput("models", result.Output);
        JsonElement report = JsonSerializer.Deserialize<JsonElement>(result.Output);
        report.GetProperty("models").GetArrayLength().ShouldBe(2);
        report.GetProperty("missing").GetArrayLength().ShouldBe(ModelList.Read(Repository.Path("docs/models.json")).Count - 2);

        string page = File.ReadAllText(Repository.Path("docs/MODELS.md"));
        foreach (string row in File.ReadAllLines(_scratch.Path("page.md")).Where(line => line.StartsWith("| person_vww", StringComparison.Ordinal)))
        {
            page.ShouldContain(row);
        }
    }

    [Theory]
    [InlineData("[{\"name\": \"x\"}]")]
    [InlineData("[null]")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_list_that_is_none_is_named(string text)
    {
        string list = _scratch.Write("list.json", Encoding.UTF8.GetBytes(text));
        ToolResult result = Tool.Run("models", "--folder", _scratch.Directory, "--list", list);
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("list.json");
        result.ErrorLine.ShouldNotContain("MCUNetV2.");
        Tool.Run("models", "--folder", _scratch.Path("nowhere")).Code.ShouldBe(ExitCode.InvalidFile);
        Tool.Run("models", "--folder", "").Code.ShouldBe(ExitCode.InvalidFile);
        Tool.Run("models", "--folder", _scratch.Directory, "--target", "host").Code.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public void Links_to_folders_are_not_followed_and_pipes_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes of Linux");

        Directory.CreateDirectory(_scratch.Path("models"));
        File.CreateSymbolicLink(_scratch.Path("models/loop"), _scratch.Path("models"));
        System.Diagnostics.Process.Start("mkfifo", _scratch.Path("models/pipe.tflite")).WaitForExit();
        _scratch.Write("models/a.tflite", [1]);

        ModelList.Files([_scratch.Path("models")]).Values.ShouldHaveSingleItem().ShouldEndWith("a.tflite");
    }
}
