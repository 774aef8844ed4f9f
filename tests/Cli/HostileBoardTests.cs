// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Cli.Verbs.Monitoring;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Whatever a board sends, <c>monitor</c> goes on, and the terminal takes no orders from it.</summary>
public sealed class HostileBoardTests
{
    public static TheoryData<string> Lines =>
    [
        "\e[2J\e[31mowned",
        "\u009B2J",
        "right to left \u202Eexe.txt",
        """{"type":"error","message":"\u001b[2J\u0007\u009b1m\r\n\u202e"}""",
        """{"type":"error","message":"half a pair \ud800"}""",
        """{"type":"\ud800"}""",
        """{"\ud800 is half a name":1,"type":"inference"}""",
        """{"\ud800 is half a name":1,"type":"start"}""",
        """{"type":"\u001b]0;title\u0007"}""",
        """{"type":"inference","frame":1e999,"totalMicroseconds":1e308,"framesPerSecond":-1e308,"score":1e300,"present":"yes"}""",
        """{"type":"inference","totalMicroseconds":-1,"score":null,"present":null}""",
        """{"type":"inference","totalMicroseconds":"84"}""",
        """{"type":"memory","arenaHighWaterBytes":1e19,"arenaBytes":-1e19,"stackBytes":0.5}""",
        """{"type":"start","model":{"a":[1]},"inputWidth":[],"backend":7}""",
        """{"type":"steps","steps":"many"}""",
        """{"type":"inference","type":"error","type":"memory"}""",
        """{"type":"[bold]markup[/]","message":"[red]"}""",
        """{"type":"error","message":"[red]unclosed"}""",
        """{"type":{}}""",
        new string('[', 2000),
        "{\"type\":\"error\",\"message\":\"" + new string('x', 4000) + "\"}",
        "\0\0\0",
        "",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_shown_without_harm(string line) => ShowAll([line]);

    [Fact]
    public void No_mutant_of_a_line_does_harm()
    {
        Random random = new(1);
        string[] seeds = [.. Lines.Select(row => row.Data)];
        for (int round = 0; round < 50; round++)
        {
            ShowAll(Enumerable.Range(0, 20).Select(_ =>
            {
                char[] line = seeds[random.Next(seeds.Length)].ToCharArray();
                for (int change = random.Next(4); change > 0 && line.Length > 0; change--)
                {
                    line[random.Next(line.Length)] = (char)random.Next(0, 0x180);
                }

                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line));
            }));
        }
    }

    [Theory]
    [InlineData("{\"type\":\"start\",\"model\":\"a\u009Bb\u202Ec\"}")]
    [InlineData("{\t\"type\":\t\"start\", \"model\": \"a\u200Eb\"}")]
    public void Escaped_telemetry_means_the_same(string line)
    {
        string escaped = BoardText.Escape(line);

        IsHarmless(escaped).ShouldBeTrue();
        JsonElement.DeepEquals(JsonDocument.Parse(escaped).RootElement, JsonDocument.Parse(line).RootElement).ShouldBeTrue();
    }

    [Fact]
    public void A_flood_of_types_and_lines_costs_no_memory()
    {
        TelemetryState state = new();
        for (int i = 0; i < 100_000; i++)
        {
            state.Add($$"""{"type":"t{{i}}"}""");
            state.Add($"boot {i}");
        }

        state.Others.Count.ShouldBeLessThan(20);
        state.Others.Last().ShouldBe("boot 99999");
        state.Newest("t1").ShouldBeNull();
    }

    [Fact]
    public void Bytes_become_lines()
    {
        LineSplitter splitter = new();

        splitter.Add("one\r\ntwo\nthr"u8).ShouldBe(["one", "two"]);
        splitter.Add("ee\n\n"u8).ShouldBe(["three", ""]);
        splitter.Add([0xFF, 0xFE, (byte)'\n']).ShouldBe(["\uFFFD\uFFFD"]);
        splitter.Add("Guru Meditation Error"u8).ShouldBeEmpty();
        splitter.Rest().ShouldBe("Guru Meditation Error");
        splitter.Rest().ShouldBeNull();
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        LineSplitter splitter = new();
        byte[] flood = Encoding.ASCII.GetBytes(new string('x', 100_000));
        for (int i = 0; i < 100; i++)
        {
            splitter.Add(flood).ShouldBeEmpty();
        }

        splitter.Add("\nnext\n"u8).ShouldBe([new string('x', LineSplitter.LongestLine), "next"]);
    }

    private static void ShowAll(IEnumerable<string> lines)
    {
        TelemetryState state = new();
        StringWriter shown = new();
        foreach (string line in lines)
        {
            if (state.Add(line) is { } telemetry)
            {
                shown.WriteLine(TelemetrySummary.Describe(telemetry));
                shown.WriteLine(telemetry.Text);
            }

            shown.WriteLine(BoardText.Clean(line));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shown), Ansi = AnsiSupport.No });
        console.Profile.Width = 80;
        console.Write(MonitorView.Render(state));
        shown.ToString().Split('\n').ShouldAllBe(line => IsHarmless(line.TrimEnd('\r')));
    }

    private static bool IsHarmless(string text) => !text.Any(character => char.IsControl(character) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
}
