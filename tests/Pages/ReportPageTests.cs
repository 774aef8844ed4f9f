// SPDX-License-Identifier: MIT
using MCUNetV2.Cli;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests;
using MCUNetV2.Tests;
using PuppeteerSharp;
using Shouldly;
using Xunit;

namespace MCUNetV2.Pages.Tests;

/// <summary>The pages of <c>plan</c>, <c>bench</c>, <c>eval</c> and <c>demo</c> in a browser.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly string Model = Repository.Path("models/vww/person_vww.tflite");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Reports_of_one_folder_lead_to_each_other_and_can_be_read_by_everybody()
    {
        Run("plan", Model, "--report", _scratch.Path("plan.html"), "--sram", "16KiB");
        Run("bench", Model, "--report", _scratch.Path("bench & more.html"), "--runs", "1", "--schedule", "layers");
        Run("eval", Model, "--report", _scratch.Path("eval.html"), "--dataset", Mislabelled());
        Run("demo", "-o", _scratch.Path("demo"), "--model", Repository.Path("models/vww/person_vww.mcu"));
        File.WriteAllText(_scratch.Path("not ours.html"), "<!--reports--><!--/reports-->");
        foreach ((string file, string text) in new[]
        {
            ("plan.html", "Every schedule as a table"), ("bench%20%26%20more.html", "By kind of operator"), ("eval.html", "Worst pictures"), ("demo/report.html", "What it saw"),
        })
        {
            foreach ((int width, bool isDark) in PageReader.Readers)
            {
                IPage page = await browser.OpenAsync($"file://{_scratch.Directory}/{file}", width, isDark);
                (await page.TextAsync("main")).ShouldContain(text);
                await page.KeepAsync($"{Path.GetFileNameWithoutExtension(file)}-{width}-{(isDark ? "dark" : "light")}");
                await page.ShouldBeReadableAsync($"{file}, {width} pixels, {(isDark ? "dark" : "light")}");
                await page.CloseAsync();
            }
        }

        IPage plan = await browser.OpenAsync($"file://{_scratch.Path("plan.html")}");
        string[] links = await plan.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('nav a')].map(a => a.textContent)");
        links.ShouldBe(["Cost of person_vww on host", "Accuracy of person_vww"], ignoreOrder: true);
        await plan.ClickAsync("nav a");
        await plan.WaitForTextAsync("h1", "person_vww");
        (await plan.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('nav a')].map(a => a.textContent)")).ShouldContain("Schedules of person_vww");
        File.ReadAllText(_scratch.Path("not ours.html")).ShouldBe("<!--reports--><!--/reports-->");
    }

    /// <summary>A data set of which two pictures are in the wrong folder: the page shows those, and that the answer rests on something.</summary>
    [Fact]
    public void The_worst_pictures_are_shown_with_what_the_answer_rests_on()
    {
        Run("eval", Model, "--report", _scratch.Path("eval.html"), "--dataset", Mislabelled());
        string page = File.ReadAllText(_scratch.Path("eval.html"));
        page.ShouldContain("astronaut.jpg");
        page.ShouldNotContain("rocket.jpg");
        page.ShouldContain("answer person");
        page.ShouldContain("rests most on the ");
        page.ShouldContain("fill-opacity=\"0.75\"");
    }

    private static void Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        CommandLineTool.Run(arguments, output, error).ShouldBe(ExitCode.Ok, $"{string.Join(' ', arguments)}: {error}");
    }

    private string Mislabelled()
    {
        string folder = _scratch.Path("photos");
        foreach (string file in Directory.EnumerateFiles(Repository.Path("samples"), "*.jpg", SearchOption.AllDirectories))
        {
            string name = Path.GetFileName(file);
            string label = name is "astronaut.jpg" or "grace_hopper.jpg" ? "no person" : Path.GetFileName(Path.GetDirectoryName(file))!;
            Directory.CreateDirectory(Path.Combine(folder, label));
            File.Copy(file, Path.Combine(folder, label, name), overwrite: true);
        }

        return folder;
    }
}
