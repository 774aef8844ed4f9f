// SPDX-License-Identifier: MIT
using PuppeteerSharp;
using PuppeteerSharp.Media;
using Shouldly;

namespace MCUNetV2.Pages.Tests;

/// <summary>Looks at a page as its readers do: those who read text, who see little contrast, who have a phone, who have a screen reader.</summary>
internal static class PageReader
{
    /// <summary>The least contrast of text that WCAG 2 asks for at level AA.</summary>
    private const double LeastContrast = 4.5;

    private const int MostPixels = 1500; // of a picture's height

    private const string FindFaint = """
        least => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
          const light = colour => { const [r, g, b] = colour.slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ground = element => { const layers = []; for (let e = element; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor)); return layers.reduce((under, top) => over(top, under), [255, 255, 255, 1]); };
          const faint = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.textContent.trim() || ["SCRIPT", "STYLE", "title"].includes(element.tagName) || !element.getClientRects().length || element.closest("title")) continue;
            const style = getComputedStyle(element);
            if (style.visibility === "hidden") continue;
            const under = ground(element);
            const text = over(rgba(element instanceof SVGElement ? style.fill : style.color), under);
            const [a, b] = [light(text), light(under)].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < least) faint.add(`${contrast.toFixed(2)}: ${element.tagName}.${element.getAttribute("class") ?? ""} "${node.textContent.trim().slice(0, 30)}"`);
          }
          return [...faint];
        }
        """;

    private const string FindNameless = """
        () => [...document.querySelectorAll("button, input, select, meter, img, svg[role=img], a")].filter(e => e.getClientRects().length && !e.closest("[aria-hidden=true]"))
          .filter(e => !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.labels?.length || e.textContent.trim() || e.hasAttribute("alt")))
          .map(e => e.outerHTML.slice(0, 80))
        """;

    /// <summary>
    /// Width of the screen, and whether dark pages are preferred. Colours do not depend on the width, so two readers see all there is; pictures are kept of all four.
    /// </summary>
    public static (int Width, bool IsDark)[] Readers => ScreenshotFolder is null ? [(1280, false), (390, true)] : [(1280, false), (1280, true), (390, false), (390, true)];

    private static string? ScreenshotFolder => Environment.GetEnvironmentVariable("MCUNET_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Every text has contrast, every control has a name, nothing is wider than the screen; also of what is folded away at first.</summary>
    public static async Task ShouldBeReadableAsync(this IPage page, string reader)
    {
        await page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        (await page.FaintTextAsync()).ShouldBeEmpty(reader);
        (await page.NamelessAsync()).ShouldBeEmpty(reader);
        (await page.OverflowAsync()).ShouldBe(0, reader);
    }

    /// <summary>Text whose contrast is too small, with what it is.</summary>
    public static Task<string[]> FaintTextAsync(this IPage page) => page.EvaluateFunctionAsync<string[]>(FindFaint, LeastContrast);

    /// <summary>Controls and pictures that a screen reader could not name.</summary>
    public static Task<string[]> NamelessAsync(this IPage page) => page.EvaluateFunctionAsync<string[]>(FindNameless);

    /// <summary>By how many pixels the page is wider than the screen.</summary>
    public static Task<int> OverflowAsync(this IPage page) => page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>The text of an element.</summary>
    public static Task<string> TextAsync(this IPage page, string selector) => page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);

    /// <summary>Waits until an element's text contains another one.</summary>
    public static Task WaitForTextAsync(this IPage page, string selector, string text) => page.WaitForFunctionAsync(
        "(selector, text) => document.querySelector(selector)?.textContent.includes(text)", selector, text);

    /// <summary>Keeps a picture of the page where MCUNET_SCREENSHOTS names a folder.</summary>
    public static async Task KeepAsync(this IPage page, string name)
    {
        if (ScreenshotFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            (int width, int height) = (page.Viewport.Width, await page.EvaluateExpressionAsync<int>("document.documentElement.scrollHeight"));
            for (int top = 0; top < height; top += MostPixels)
            {
                Clip clip = new() { X = 0, Y = top, Width = width, Height = Math.Min(MostPixels, height - top) };
                await page.ScreenshotAsync(Path.Combine(folder, $"{name}-{top / MostPixels}.png"), new ScreenshotOptions { Clip = clip, CaptureBeyondViewport = true });
            }
        }
    }
}
