// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs.Planning;

/// <summary>The page of <c>plan --report</c>: the Pareto front, the chosen schedule's memory over time, its walk over the image.</summary>
internal static class PlanPage
{
    public static string Create(PlanReport report, PlanResult result)
    {
        Plan chosen = result.Chosen!;
        Package package = PackageReader.Read(PackageWriter.Write(chosen));
        Tensor image = chosen.Graph.Tensors[chosen.Graph.Input];
        ImmutableArray<ImageRegion> walk = ImageWalk.Of(chosen);
        return PageTemplate.FillReport("plan.html", WebUtility.HtmlEncode($"Schedules of {report.Model}"), new Dictionary<string, string>
        {
            ["model"] = WebUtility.HtmlEncode(report.Model),
            ["headline"] = WebUtility.HtmlEncode($"{report.Model} in {ByteSize.Format(chosen.PeakBytes)} of SRAM"),
            ["introduction"] = Introduction(report, chosen),
            ["front"] = FrontSvg.Draw([.. result.Front.Select(plan => Point(plan, chosen)), .. PublishedPoints.For(report.ModelMacs)]),
            ["points"] = Points(result, chosen),
            ["memoryMap"] = MemoryMapSvg.Draw(MemoryMap.Create(package)),
            ["blocks"] = BlockTable.Write(MemoryMap.Create(package)),
            ["walk"] = PatchWalkSvg.Draw(null, image.Height, image.Width, [.. walk.Select(Region)]),
            ["walkText"] = WalkText(chosen, walk),
            ["stages"] = StageRows.Write(PackageReport.Create(package)),
        });
    }

    private static string Introduction(PlanReport report, Plan chosen) => WebUtility.HtmlEncode(string.Create(
        CultureInfo.InvariantCulture,
        $"Layer by layer it takes {ByteSize.Format(report.LayerByLayerPeakBytes)} of activations. The chosen schedule executes {chosen.Overhead:0.000} x the {report.Macs:#,##0} multiply-accumulates, in {chosen.Patches} native calls; no placement of its buffers needs fewer than {ByteSize.Format(chosen.LowerBoundBytes)}."));

    private static string Points(PlanResult result, Plan chosen)
    {
        string rows = string.Concat(result.Front.Select(plan => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><td>{ByteSize.Format(plan.PeakBytes)}{(plan == chosen ? " (chosen)" : "")}</td><td>{plan.Overhead:0.000}</td><td>{plan.Patches}</td></tr>")));
        return $"""
            <details><summary>Every schedule as a table</summary>
            <div class="wide"><table><thead><tr><th scope="col">SRAM</th><th scope="col">MACs against layer by layer</th><th scope="col">native calls</th></tr></thead><tbody>{rows}</tbody></table></div></details>
            """;
    }

    private static FrontPoint Point(Plan plan, Plan chosen) => new($"{plan.Patches} calls", plan.PeakBytes, plan.Overhead, IsChosen: plan == chosen);

    private static PatchRegion Region(ImageRegion region) => new(region.Row, region.Column, region.Top, region.Bottom, region.Left, region.Right);

    private static string WalkText(Plan chosen, ImmutableArray<ImageRegion> walk)
    {
        if (walk.IsEmpty)
        {
            return "The image is read at once.";
        }

        bool streamed = chosen.Stages[0].OperatorCount > 1;
        return streamed
            ? "The image is never stored: each outline is a band of rows that arrives from the camera, from the first (blue) to the last (red), and goes straight into the first stage."
            : "The image is held whole. Each outline is the part of it that one patch of the first stage reads, halo included.";
    }
}
