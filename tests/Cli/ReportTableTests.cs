// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Output;
using MCUNetV2.Tests;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class ReportTableTests
{
    [Fact]
    public void Columns_that_do_not_fit_are_left_out_and_named()
    {
        string[] lines = Draw(width: 40, new ReportTable().Number("#").Text("operator").Text("detail", keep: 1).Number("MACs"), "1", "CONV_2D", "3 x 3, stride 2 x 2", "1,234,567");

        lines.ShouldAllBe(line => line.Length <= 40);
        lines.ShouldContain(line => line.Contains("CONV_2D") && line.Contains("1,234,567"));
        lines[^1].ShouldBe("left out in 40 columns: detail");
    }

    [Fact]
    public void The_last_column_takes_several_lines_before_another_is_left_out()
    {
        string[] lines = Draw(width: 30, new ReportTable().Number("SRAM").Text("schedule"), "14.1 KiB", "stream then layers then more");

        lines.ShouldAllBe(line => line.Length <= 30);
        string.Join(' ', lines).ShouldContain("14.1 KiB");
        lines.ShouldNotContain(line => line.StartsWith("left out"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void Listings_of_a_real_model_fit(int width)
    {
        string model = Repository.Path("models/vww/person_vww.tflite");
        foreach (string[] verb in new[] { new[] { "inspect", model }, ["plan", model], ["bench", model, "--runs", "1"] })
        {
            string[] lines = Tool.RunIn(width, verb).Split('\n');
            lines.Where(line => line.TrimEnd().Length > width).ShouldBeEmpty(verb[0]);
        }
    }

    private static string[] Draw(int width, ReportTable table, params string[] row)
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        table.Add(row);
        table.Write(console);
        return [.. writer.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
