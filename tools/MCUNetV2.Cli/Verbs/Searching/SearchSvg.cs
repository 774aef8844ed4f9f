// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;
using MCUNetV2.Cli.Output;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>Pictures of what a search found.</summary>
internal static class SearchSvg
{
    private const double Width = 1080;
    private const double Height = 380;
    private const double Left = 80;
    private const double Right = 40;
    private const double Top = 24;
    private const double Bottom = 56;
    private const double Row = 34;
    private const int Ticks = 5;
    private const string Least = "#9db9ea", Most = "#14397f"; // least and most SRAM
    private const string Reference = "#d98a1f";

    /// <summary>Accuracy, or the score, upwards; instructions, or MACs, to the right; the darker a point, the more SRAM. The network beside which was searched is a diamond.</summary>
    public static string Front(SearchReport report)
    {
        (FinalistReport Network, string Name)[] points = [.. report.Finalists.Select((finalist, i) => (finalist, $"{i + 1}")), .. report.Given is { } given ? [(given, "given")] : Array.Empty<(FinalistReport, string)>()];
        bool isJudged = report.Finalists[0].Accuracy is not null;
        points = [.. points.Where(point => !isJudged || point.Network.Accuracy is not null)];
        Scale x = Scale.Of(points.Select(point => CostOf(point.Network)), Left + 20, Width - Right);
        Scale y = Scale.Of(points.Select(point => WorthOf(point.Network)), Height - Bottom - 10, Top);
        Scale shade = Scale.Of(points.Select(point => (double)point.Network.SramBytes), 0, 1);

        StringBuilder svg = Begin(Height, "Accuracy against time and memory");
        for (int i = 0; i < Ticks; i++)
        {
            double worth = y.Low + ((y.High - y.Low) * i / (Ticks - 1)), cost = x.Low + ((x.High - x.Low) * i / (Ticks - 1));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y.At(worth):0.#}\" y2=\"{y.At(worth):0.#}\" stroke=\"#8884\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y.At(worth) + 4:0.#}\" text-anchor=\"end\">{(isJudged ? $"{100 * worth:0.0} %" : $"{worth:#,##0}")}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x.At(cost):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{cost / 1e6:0.0} M</text>");
        }

        foreach ((FinalistReport network, string name) in points)
        {
            double left = x.At(CostOf(network)), top = y.At(WorthOf(network));
            string title = WebUtility.HtmlEncode(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {(isJudged ? $"{100 * WorthOf(network):0.0} %" : $"{WorthOf(network):#,##0}")}, {CostOf(network) / 1e6:0.0} M, {ByteSize.Format(network.SramBytes)} of SRAM"));
            svg.Append(network == report.Given
                ? string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{left:0.#} {top - 8:0.#}l8 8l-8 8l-8 -8z\" fill=\"{Reference}\"><title>{title}</title></path>")
                : string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{left:0.#}\" cy=\"{top:0.#}\" r=\"7\" fill=\"{Blend(shade.At(network.SramBytes))}\"><title>{title}</title></circle>"));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + 11:0.#}\" y=\"{top + 4:0.#}\">{WebUtility.HtmlEncode(name)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 12}\">{(report.Target is { } target ? $"instructions of {WebUtility.HtmlEncode(target)}" : "multiply-accumulates")}; the darker, the more SRAM: {ByteSize.Format((long)shade.Low)} to {ByteSize.Format((long)shade.High)}</text>");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>
    /// A row a network: to the left the part of the picture that the streamed stage sees, then its share of the MACs, then what its halos would cost in classic patches.
    /// </summary>
    public static string Shares(SearchReport report)
    {
        (FinalistReport Network, string Name)[] rows = [.. report.Finalists.Select((finalist, i) => (finalist, $"{i + 1}")), .. report.Given is { } given ? [(given, "given")] : Array.Empty<(FinalistReport, string)>()];
        rows = [.. rows.Where(row => row.Network.Redistribution is not null)];
        double height = (Row * (rows.Length + 1)) + 8;
        const double Bars = 300, Halos = 720, Full = 320;
        StringBuilder svg = Begin(height, "How receptive field and work are shared out");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"40\" y=\"20\">sees, of the input</text><text x=\"{Bars}\" y=\"20\">MACs of the streamed stage</text><text x=\"{Halos}\" y=\"20\">MACs more in 3 x 3 patches</text>");
        double mostHalos = rows.Select(row => row.Network.Redistribution!.HaloOverhead).Append(0.05).Max();
        for (int i = 0; i < rows.Length; i++)
        {
            Redistribution shares = rows[i].Network.Redistribution!;
            double top = Row * (i + 1), side = Row - 8;
            double seen = Math.Min(1, shares.ReceptiveField / (double)rows[i].Network.Configuration.InputSize) * side;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{top + 18}\">{rows[i].Name}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"50\" y=\"{top}\" width=\"{side}\" height=\"{side}\" fill=\"none\" stroke=\"#888\"/><rect x=\"50\" y=\"{top}\" width=\"{seen:0.#}\" height=\"{seen:0.#}\" fill=\"{Most}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"90\" y=\"{top + 18}\">{shares.ReceptiveField} of {rows[i].Network.Configuration.InputSize} px</text>");
            AppendBar(svg, Bars, top, shares.MacShare * Full, Most, string.Create(CultureInfo.InvariantCulture, $"{100 * shares.MacShare:0.0} %"));
            AppendBar(svg, Halos, top, shares.HaloOverhead / mostHalos * (Full - 80), Reference, string.Create(CultureInfo.InvariantCulture, $"+{100 * shares.HaloOverhead:0.0} %"));
        }

        return svg.Append("</svg>").ToString();
    }

    private static void AppendBar(StringBuilder svg, double left, double top, double width, string fill, string text) => svg.Append(
        CultureInfo.InvariantCulture, $"<rect x=\"{left}\" y=\"{top + 4}\" width=\"{Math.Max(0, width):0.#}\" height=\"{Row - 16}\" fill=\"{fill}\"/><text x=\"{left + Math.Max(0, width) + 6:0.#}\" y=\"{top + 18}\">{text}</text>");

    private static StringBuilder Begin(double height, string label) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{label}\" font-family=\"sans-serif\" font-size=\"13\" fill=\"currentColor\">"));

    private static double CostOf(FinalistReport network) => network.Time?.Instructions ?? network.Macs;

    private static double WorthOf(FinalistReport network) => network.Accuracy ?? network.Score;

    private static string Blend(double part)
    {
        int Channel(int at) => (int)Math.Round((Hex(Least, at) * (1 - part)) + (Hex(Most, at) * part));
        return $"#{Channel(1):x2}{Channel(3):x2}{Channel(5):x2}";

        static int Hex(string colour, int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Values to places: the lowest one at the first end.</summary>
    private sealed record Scale(double Low, double High, double First, double Last)
    {
        public static Scale Of(IEnumerable<double> values, double first, double last)
        {
            double[] all = [.. values];
            double low = all.Min(), high = all.Max();
            // One value, or several that are the same, stand at the first end.
            return new Scale(low, high > low ? high : low + Math.Max(1e-6, Math.Abs(low) * 0.01), first, last);
        }

        public double At(double value) => First + ((value - Low) / (High - Low) * (Last - First));
    }
}
