// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;
using MCUNetV2.Cli.Output;

namespace MCUNetV2.Cli.Charts;

/// <summary>Draws plans as points: MACs against layer-by-layer to the right, peak SRAM upwards on a logarithmic scale.</summary>
internal static class FrontSvg
{
    private const double Width = 1080;
    private const double Height = 340;
    private const double Left = 76;
    private const double Top = 16;
    private const double Bottom = 40;

    /// <param name="points">What to draw; a published one is drawn as a diamond with its name beside it.</param>
    public static string Draw(IReadOnlyList<FrontPoint> points)
    {
        double most = Math.Max(1.2, points.Max(point => point.Overhead) + 0.05);
        double low = Math.Log2(points.Min(point => point.PeakBytes) / 1.3);
        double high = Math.Log2(points.Max(point => point.PeakBytes) * 1.3);
        double X(double overhead) => Left + 20 + ((overhead - 1) / (most - 1) * (Width - Left - 60));
        double Y(double bytes) => Top + ((high - Math.Log2(bytes)) / (high - low) * (Height - Top - Bottom));

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"memory-map\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Peak SRAM against MACs\">");
        for (int exponent = (int)Math.Ceiling(low); exponent <= high; exponent++)
        {
            double y = Y(Math.Pow(2, exponent));
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{ByteSize.Format(1L << exponent)}</text>");
        }

        for (double overhead = 1; overhead <= most; overhead += 0.05)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{X(overhead):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">+{(overhead - 1) * 100:0} %</text>");
        }

        foreach (FrontPoint point in points)
        {
            Append(svg, point, X(point.Overhead), Y(point.PeakBytes));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left}\" y=\"{Height - 4}\">multiply-accumulates more than layer by layer; filled: chosen; diamond: published</text>");
        return svg.Append("</svg>").ToString();
    }

    private static void Append(StringBuilder svg, FrontPoint point, double x, double y)
    {
        string title = WebUtility.HtmlEncode($"{point.Name}: {ByteSize.Format(point.PeakBytes)} at {point.Overhead:0.000} x the MACs");
        if (point.IsPublished)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.#} {y - 7:0.#}l7 7l-7 7l-7 -7z\" fill=\"#d98a1f\"><title>{title}</title></path>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{x + 12:0.#}\" y=\"{y + 4:0.#}\">{WebUtility.HtmlEncode(point.Name)}</text>");
            return;
        }

        string fill = point.IsChosen ? "#3b6fd4" : "none";
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{(point.IsChosen ? 7 : 4)}\" fill=\"{fill}\" stroke=\"#3b6fd4\" stroke-width=\"2\"><title>{title}</title></circle>");
    }
}

/// <summary>A schedule as a point: ours, or one that others have published.</summary>
/// <param name="PeakBytes">SRAM.</param>
/// <param name="Overhead">MACs against layer-by-layer.</param>
internal sealed record FrontPoint(string Name, int PeakBytes, double Overhead, bool IsChosen = false, bool IsPublished = false);
