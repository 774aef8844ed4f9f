// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;
using MCUNetV2.Cli.Output;

namespace MCUNetV2.Cli.Charts;

/// <summary>Draws a memory map: steps from left to right, arena addresses upwards, a rectangle for each block.</summary>
internal static class MemoryMapSvg
{
    private const double Width = 1080;
    private const double Height = 380;
    private const double Left = 76;
    private const double Top = 26;
    private const double Bottom = 54;

    private static readonly Dictionary<MemoryUse, (string Colour, string Name)> Legend = new()
    {
        [MemoryUse.Input] = ("#2f9e8f", "input rows"),
        [MemoryUse.Tensor] = ("#3b6fd4", "tensors"),
        [MemoryUse.KeptHalo] = ("#d98a1f", "kept halo"),
        [MemoryUse.Scratch] = ("#9a9fb0", "scratch"),
        [MemoryUse.Bookkeeping] = ("#c2526b", "bookkeeping"),
    };

    public static string Draw(MemoryMap map)
    {
        double step = (Width - Left) / map.Steps.Length;
        double scale = (Height - Top - Bottom) / map.ArenaBytes;
        double Y(long bytes) => Height - Bottom - (bytes * scale);

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"memory-map\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Arena use over the steps of one inference\">");
        for (int line = 0; line <= 4; line++)
        {
            long bytes = map.ArenaBytes * line / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{Y(bytes):0.#}\" y2=\"{Y(bytes):0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(bytes) + 4:0.#}\" text-anchor=\"end\">{ByteSize.Format(bytes)}</text>");
        }

        foreach (MemoryBlock block in map.Blocks)
        {
            double x = Left + (block.FirstStep * step);
            double width = (block.LastStep - block.FirstStep + 1) * step;
            string steps = block.FirstStep == block.LastStep ? $"step {block.FirstStep}" : $"steps {block.FirstStep} to {block.LastStep}";
            string title = WebUtility.HtmlEncode($"{block.Name}; {ByteSize.Format(block.Bytes)} at {block.Offset}; {steps}");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"block\" data-first=\"{block.FirstStep}\" data-last=\"{block.LastStep}\" x=\"{x:0.##}\" y=\"{Y(block.Offset + block.Bytes):0.##}\" width=\"{width:0.##}\" height=\"{Math.Max(block.Bytes * scale, 0.6):0.##}\" fill=\"{Legend[block.Use].Colour}\"><title>{title}</title></rect>");
        }

        for (int stage = 0; stage < map.StageStarts.Length; stage++)
        {
            double x = Left + (map.StageStarts[stage] * step);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"stage\" x1=\"{x:0.##}\" x2=\"{x:0.##}\" y1=\"{Top - 14}\" y2=\"{Height - Bottom}\"/>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left}\" y=\"{Height - Bottom + 18}\">steps 0 to {map.Steps.Length - 1}, one for each operator; vertical lines begin a stage</text>");
        AppendLegend(svg);
        return svg.Append("</svg>").ToString();
    }

    private static void AppendLegend(StringBuilder svg)
    {
        double x = Left;
        foreach ((string colour, string name) in Legend.Values)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{Height - 20}\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{colour}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{x + 18}\" y=\"{Height - 10}\">{name}</text>");
            x += 130;
        }
    }
}
