// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Pages;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The demo's report page, pictures included.</summary>
internal static class DemoPage
{
    public static string Create(DemoResult result)
    {
        PackageReport package = PackageReport.Create(result.Package);
        Dictionary<string, string> values = new()
        {
            ["headline"] = Headline(result),
            ["introduction"] = Encode($"The {result.Firmware}'s own C# classes ran on this PC with the C engine behind them, as on a board. Model {result.Model}, schedule {result.Schedule}; the SRAM is the schedule's arena, input rows included, and what it takes to resize the camera's rows."),
            ["facts"] = Facts(result, package),
            ["title"] = Encode($"{(result.IsDetector ? "Detector" : "Wake word")} demo: {result.Model}"),
            ["mark"] = result.IsDetector ? "Boxes are what the firmware found, the bar the surest one's probability, with the threshold marked" : "The mark on the bar is the threshold",
            ["frame"] = Encode(result.CameraFrame),
            ["input"] = $"{result.Input.Width} x {result.Input.Height}",
            ["cards"] = string.Concat(result.Frames.Select(frame => Card(frame, result.Threshold))),
            ["memoryMap"] = MemoryMapSvg.Draw(MemoryMap.Create(result.Package)),
            ["blocks"] = BlockTable.Write(MemoryMap.Create(result.Package)),
            ["walk"] = PatchWalkSvg.Draw(DataAddress("image/png", result.Frames[0].Seen), result.Input.Height, result.Input.Width, result.Walk),
            ["walkText"] = WalkText(result, package),
            ["stages"] = StageRows.Write(package),
            ["footer"] = $"Written by <code>./mcunet demo{(result.IsDetector ? " --detect" : "")}</code>. The photographs are free to copy; samples/README.md names their sources.",
        };
        return PageTemplate.Fill("demo.html", values);
    }

    private static string Headline(DemoResult result)
    {
        int judged = result.Frames.Count(frame => frame.IsRight is not null);
        int right = result.Frames.Count(frame => frame.IsRight == true);
        string labels = string.Join(", ", result.Frames.Where(frame => frame.IsPresent || !result.IsDetector).Select(frame => frame.Label).Distinct().Order(StringComparer.Ordinal));
        string outcome = judged > 0 ? $"{right} of {judged} photographs right" : $"{result.Frames.Length} photographs";
        return $"{(labels.Length == 0 ? "Nothing found" : Encode(labels))}: {outcome}, in {ByteSize.Format(result.Package.Header.ArenaBytes + result.ConverterBytes)} of SRAM";
    }

    private static string Facts(DemoResult result, PackageReport package)
    {
        (string Value, string Name)[] facts =
        [
            (ByteSize.Format(package.PeakBytes), "arena, input rows and all"),
            (ByteSize.Format(result.HighWaterBytes), "of it written, measured"),
            (ByteSize.Format(result.ConverterBytes), "to resize camera rows"),
            (ByteSize.Format(package.FlashBytes), "flash: the package"),
            (string.Create(CultureInfo.InvariantCulture, $"{package.Macs / 1e6:0.00} M"), "multiply-accumulates"),
            ($"{package.Stages.Sum(stage => stage.Rows * stage.Columns)}", "native calls, one a patch"),
        ];
        return string.Concat(facts.Select(fact => $"<div class=\"fact\"><b>{fact.Value}</b><span>{fact.Name}</span></div>"));
    }

    private static string Card(DemoFrame frame, double threshold)
    {
        string percent = string.Create(CultureInfo.InvariantCulture, $"{frame.Probability * 100:0.0}");
        string mark = string.Create(CultureInfo.InvariantCulture, $"{threshold * 100:0.#}");
        string milliseconds = string.Create(CultureInfo.InvariantCulture, $"{frame.Microseconds / 1000.0:0.0} ms on this PC");
        string right = frame.IsRight == false ? " class=\"wrong\"" : "";
        return $"""
            <article class="card">
              <div class="views"><img src="{DataAddress("image/jpeg", frame.Photograph)}" alt="{Encode(frame.File)}"><img src="{DataAddress("image/png", frame.Seen)}" alt="as the network sees it"></div>
              <div class="text">
                <h3><span class="led{(frame.Led ? " on" : "")}"></span>{Encode(frame.File)}</h3>
                <div class="bar{(frame.IsPresent ? " yes" : "")}"><i style="width:{percent}%"></i><u style="left:{mark}%"></u></div>
                <div class="row"><b{right}>{Encode(frame.Answer)}{(right.Length > 0 ? " (wrong)" : "")}</b><span>{percent} %</span></div>
                <div class="row"><span>{milliseconds}</span></div>
              </div>
            </article>
            """;
    }

    private static string WalkText(DemoResult result, PackageReport package)
    {
        PackageStageReport stage = package.Stages[0];
        return result.Walk.Length <= 1
            ? "The first stage reads the whole picture at once."
            : $"The first stage runs its {stage.OperatorCount} operators in {stage.Rows} x {stage.Columns} patches. Each outline is the part of the picture that one patch read, from the first (blue) to the last (red); where outlines do not overlap, no pixel is read twice.";
    }

    private static string DataAddress(string type, byte[] content) => $"data:{type};base64,{Convert.ToBase64String(content)}";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
