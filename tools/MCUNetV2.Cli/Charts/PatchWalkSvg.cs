// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MCUNetV2.Cli.Charts;

/// <summary>Draws the walk of the first stage over the picture: each patch's input region, in order of arrival.</summary>
internal static class PatchWalkSvg
{
    /// <param name="picture">Address of the picture under the walk, drawn at the model's input size; null for none.</param>
    /// <param name="regions">In the order of the walk; patches that needed no new input may be absent.</param>
    public static string Draw(string? picture, int height, int width, ImmutableArray<PatchRegion> regions)
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"walk\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Patches in the order in which they are read\">");
        if (picture is not null)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<image href=\"{picture}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"/>");
        }

        for (int index = 0; index < regions.Length; index++)
        {
            PatchRegion region = regions[index];
            double hue = 200 + (140.0 * index / Math.Max(regions.Length - 1, 1));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{region.Left}\" y=\"{region.Top}\" width=\"{region.Right - region.Left}\" height=\"{region.Bottom - region.Top}\" fill=\"hsl({hue:0} 80% 55% / .18)\" stroke=\"hsl({hue:0} 85% 45%)\" stroke-width=\".5\">");
            svg.Append(CultureInfo.InvariantCulture, $"<title>patch {region.Row}, {region.Column}: rows {region.Top} to {region.Bottom - 1}, columns {region.Left} to {region.Right - 1}</title></rect>");
        }

        return svg.Append("</svg>").ToString();
    }
}

/// <summary>The input pixels that one patch of the first stage asked for: rows [Top, Bottom), columns [Left, Right).</summary>
internal readonly record struct PatchRegion(int Row, int Column, int Top, int Bottom, int Left, int Right);
