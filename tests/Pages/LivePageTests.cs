// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests;
using MCUNetV2.Cli.Tests.Boards;
using MCUNetV2.Pictures;
using MCUNetV2.Tests;
using PuppeteerSharp;
using Shouldly;
using Xunit;

namespace MCUNetV2.Pages.Tests;

/// <summary>The live page in a browser: in the simulator, and with a board at the other end of a pseudo-terminal.</summary>
public sealed class LivePageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly string Astronaut = Repository.Path("samples/person/astronaut.jpg");

    // A package needs no planning, which takes longer than anything else of these tests.
    private static readonly string Package = Repository.Path("models/vww/person_vww.mcu");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_dropped_picture_is_answered_and_the_threshold_decides()
    {
        await using LiveRun live = new();
        IPage page = await browser.OpenAsync(await live.AddressAsync());
        await page.WaitForTextAsync("#answer", "not person"); // the first sample is a cat
        await DropAsync(page, Astronaut);
        await page.WaitForTextAsync("#answer", "person: ");
        string score = (await page.TextAsync("#answer"))["person: ".Length..];
        double.Parse(score.TrimEnd(' ', '%'), CultureInfo.InvariantCulture).ShouldBeGreaterThan(80);
        (await page.TextAsync("#lamp-text")).ShouldBe("lamp on");
        (await page.TextAsync("#photograph-caption")).ShouldBe("astronaut.jpg");
        (await page.TextAsync("#facts")).ShouldContain("17.5 KiB");

        await page.FocusAsync("#threshold");
        await page.Keyboard.PressAsync("End"); // 100 %
        await page.WaitForTextAsync("#answer", $"not person ({score})");
        (await page.TextAsync("#lamp-text")).ShouldBe("lamp off");
        await page.Keyboard.PressAsync("Home");
        await page.WaitForTextAsync("#lamp-text", "lamp on");
        (await page.TextAsync("#history-text")).ShouldStartWith("4 scores");
        (await page.TextAsync("#problem")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_picture_is_named_and_the_last_answer_stays()
    {
        await using LiveRun live = new("--model", Package);
        IPage page = await browser.OpenAsync(await live.AddressAsync());
        await page.WaitForTextAsync("#answer", "not person");
        await DropAsync(page, Repository.Path("LICENSE"));
        await page.WaitForTextAsync("#problem", "not a picture that can be read");
        (await page.TextAsync("#answer")).ShouldStartWith("not person");
    }

    [Fact]
    public async Task Model_and_schedule_can_be_chosen_and_the_walk_followed_by_keyboard()
    {
        await using LiveRun live = new();
        IPage page = await browser.OpenAsync(await live.AddressAsync());
        await page.WaitForTextAsync("#answer", "person");
        await page.SelectAsync("#schedule", "layers");
        await page.WaitForTextAsync("#in-use-text", "of 50.0 KiB");
        (await page.TextAsync("#walk-text")).ShouldStartWith("Patch 1 of 54 ");
        await page.SelectAsync("#model", "person_vww_large");
        await page.WaitForTextAsync("#where", "person_vww_large");
        await page.FocusAsync("#position");
        string before = await page.TextAsync("#written-text");
        await page.Keyboard.PressAsync("End");
        (await page.TextAsync("#walk-text")).ShouldNotStartWith("Patch 1 ");
        (await page.TextAsync("#written-text")).ShouldNotBe(before);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#times tr').length === model.operators.length");
        int blocks = await page.EvaluateExpressionAsync<int>("document.querySelectorAll('#blocks tr').length");
        blocks.ShouldBe(await page.EvaluateExpressionAsync<int>("document.querySelectorAll('#map .block').length"));
    }

    /// <summary>What the last patch has written is what the schedule's arena was planned to hold.</summary>
    [Fact]
    public async Task The_arena_fills_to_what_was_planned()
    {
        await using LiveRun live = new();
        IPage page = await browser.OpenAsync(await live.AddressAsync());
        await page.WaitForTextAsync("#answer", "person");
        int[] written = await page.EvaluateExpressionAsync<int[]>("model.walk.map((patch, index) => showCells(index))");
        written.ShouldBe(written.Order());
        written[^1].ShouldBeGreaterThan(written[0]);
        written[^1].ShouldBeGreaterThan(await page.EvaluateExpressionAsync<int>("model.arenaBytes * 9 / 10 | 0"));
    }

    [Fact]
    public async Task The_browsers_camera_is_judged_frame_after_frame_and_a_frame_can_be_saved()
    {
        await using LiveRun live = new("--model", Package, "-o", _scratch.Path("photos"));
        IPage page = await browser.OpenAsync(await live.AddressAsync());
        await page.WaitForTextAsync("#answer", "person");
        await page.ClickAsync("#camera");
        await page.WaitForFunctionAsync("() => scores.length > 5");
        (await page.TextAsync("#photograph-caption")).ShouldBe("this device's camera");
        await page.ClickAsync("#camera");
        await page.WaitForFunctionAsync("() => stream === null");

        await page.TypeAsync("#label", "a/b");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForTextAsync("#problem", "a label becomes a folder");
        await page.EvaluateExpressionAsync("document.getElementById('label').value = 'test pattern'");
        await page.FocusAsync("#label");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForTextAsync("#saved", "test pattern_0001.png: 160 x 120");
        string file = _scratch.Path("photos/test pattern/test pattern_0001.png");
        PictureDecoder.Decode(file, File.ReadAllBytes(file), 120, 160).IsDamaged.ShouldBeFalse();
        Directory.GetFiles(_scratch.Path("photos"), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_board_is_followed_lost_and_found_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pseudo-terminal stands in for the board's serial port");
        byte[] package = File.ReadAllBytes(Package);
        string port = _scratch.Path("port");
        using TerminalBoard board = new(package, Astronaut);
        File.CreateSymbolicLink(port, board.Port);
        await using LiveRun live = new("--port", port, "--timeout", "2", "-o", _scratch.Path("photos"), "--model", Package);
        IPage page = await browser.OpenAsync(await live.AddressAsync());
        await page.WaitForTextAsync("#status", "The board answers at");
        await page.WaitForTextAsync("#answer", "person: ");
        await page.WaitForTextAsync("#photograph-caption", "What the board's camera saw: 48 x 40");
        await page.WaitForTextAsync("#times-text", "operators, on the board");
        await page.WaitForTextAsync("#telemetry", "of it written");
        await page.KeepAsync("live-board");

        await page.TypeAsync("#label", "somebody");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForTextAsync("#saved", "somebody_0001.png: 48 x 40");

        board.Dispose();
        await page.WaitForTextAsync("#status", "The board is lost");
        await page.KeepAsync("live-board-lost");
        using TerminalBoard again = new(package, Astronaut);
        File.Delete(port);
        File.CreateSymbolicLink(port, again.Port);
        await page.WaitForTextAsync("#status", "The board answers at");
        await page.EvaluateExpressionAsync("document.getElementById('photograph-caption').textContent = ''");
        await page.WaitForTextAsync("#photograph-caption", "What the board's camera saw");
        (await live.StopAsync()).ShouldBe(ExitCode.Interrupted);
        await page.WaitForTextAsync("#status", "live does not answer");
    }

    [Fact]
    public async Task It_can_be_read_wide_and_on_a_phone_in_light_and_dark()
    {
        await using LiveRun live = new("--model", Package);
        foreach ((int width, bool isDark) in PageReader.Readers)
        {
            IPage page = await browser.OpenAsync(await live.AddressAsync(), width, isDark);
            await page.WaitForTextAsync("#answer", "person");
            await page.EvaluateExpressionAsync("showMoment(40); document.getElementById('problem').hidden = false; document.getElementById('problem').textContent = 'As a failure looks'");
            await page.KeepAsync($"live-{width}-{(isDark ? "dark" : "light")}");
            await page.ShouldBeReadableAsync($"{width} pixels, {(isDark ? "dark" : "light")}");
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task Other_hosts_and_foreign_origins_are_refused()
    {
        await using LiveRun live = new("--model", Package);
        Uri page = new(await live.AddressAsync());
        using HttpClient client = new();
        async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
        {
            using HttpRequestMessage request = new(method, new Uri(page, path));
            foreach ((string name, string value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }

        (await AskAsync(HttpMethod.Get, "/")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(HttpMethod.Get, "/", ("Host", $"localhost:{page.Port}"))).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(HttpMethod.Get, "/api/state", ("Origin", $"http://127.0.0.1:{page.Port}"), ("Sec-Fetch-Site", "same-origin"))).ShouldBe(HttpStatusCode.OK);
        foreach ((string, string) header in new[]
        {
            ("Host", "evil.example"), ("Host", $"evil.example:{page.Port}"), ("Host", $"127.0.0.1.evil.example:{page.Port}"), ("Host", "127.0.0.1:1"),
            ("Origin", "http://evil.example"), ("Origin", "null"), ("Origin", $"https://127.0.0.1:{page.Port}"), ("Origin", $"http://127.0.0.1:{page.Port}.evil.example"), ("Origin", ""),
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
        })
        {
            (await AskAsync(HttpMethod.Get, "/api/state", header)).ShouldBe(HttpStatusCode.Forbidden, $"{header}");
            (await AskAsync(HttpMethod.Post, "/api/save?label=x", header)).ShouldBe(HttpStatusCode.Forbidden, $"{header}");
        }
    }

    [Theory]
    [InlineData("model=person_vww&schedule=layers", HttpStatusCode.OK, "")]
    [InlineData("model=person_vww", HttpStatusCode.OK, "")]
    [InlineData("model=person_vww&schedule=patches:999999x9", HttpStatusCode.BadRequest, "no schedule patches:999999x9; person_vww has")]
    [InlineData("model=nothing", HttpStatusCode.BadRequest, "no model nothing; there are")]
    public async Task A_schedule_that_there_is_not_is_an_error(string query, HttpStatusCode code, string message)
    {
        await using LiveRun live = new();
        using HttpClient client = new();
        using HttpResponseMessage response = await client.PostAsync(
            new Uri(new Uri(await live.AddressAsync()), "/api/model?" + query), null, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(code);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(message);
    }

    private static async Task DropAsync(IPage page, string file) => await page.EvaluateFunctionAsync(
        """
        (name, base64) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name));
          document.getElementById("drop").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
        }
        """,
        Path.GetFileName(file),
        Convert.ToBase64String(await File.ReadAllBytesAsync(file)));
}
