// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;
using MCUNetV2.Cli.Boards;

namespace MCUNetV2.Cli.Verbs.Wiring;

/// <summary>Draws a wiring: the parts on the left, the board on the right, a wire for each signal. Black on white, readable on any page.</summary>
internal static class WiringSvg
{
    private const int Width = 760;
    private const int Row = 34;
    private const int Head = 40; // of a part: its name
    private const int Gap = 18;
    private const int Top = 60;
    private const int PartLeft = 20;
    private const int PartWidth = 210;
    private const int BoardLeft = 500;

    private static readonly string[] Colours = ["#b4293b", "#2458c5", "#17804f", "#8a5a00", "#6b3fa0", "#00707a", "#9b2c77", "#4a5568"];

    public static string Draw(BoardProfile board, IReadOnlyList<BoardWire> wires)
    {
        IGrouping<string, BoardWire>[] parts = [.. wires.GroupBy(wire => wire.Part)];
        int height = Top + (parts.Length * (Head + Gap)) + (wires.Count * Row) + 10;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"15\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>Wiring of {Encode(board.Description)}</title>\n<desc>{Encode(string.Join("; ", wires.Select(wire => $"{wire.Part} {wire.Signal} to {wire.Pin}")))}</desc>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>\n<text x=\"{PartLeft}\" y=\"32\" font-size=\"19\" font-weight=\"bold\">{Encode(board.Description)}</text>\n");
        Box(svg, BoardLeft, Top, Width - BoardLeft - PartLeft, height - Top - 20, board.Name);
        int y = Top;
        int number = 0;
        foreach (IGrouping<string, BoardWire> part in parts)
        {
            Box(svg, PartLeft, y, PartWidth, Head + (part.Count() * Row), part.Key);
            y += Head;
            foreach (BoardWire wire in part)
            {
                Wire(svg, wire, y + (Row / 2) - 4, Colours[number++ % Colours.Length]);
                y += Row;
            }

            y += Gap;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Box(StringBuilder svg, int x, int y, int width, int height, string name)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"#f4f6fa\" stroke=\"#1d2433\" stroke-width=\"2\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 14}\" y=\"{y + 26}\" font-weight=\"bold\">{Encode(name)}</text>\n");
    }

    private static void Wire(StringBuilder svg, BoardWire wire, int y, string colour)
    {
        int from = PartLeft + PartWidth;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{from - 18}\" y=\"{y + 5}\" text-anchor=\"end\">{Encode(wire.Signal)}</text><text x=\"{BoardLeft + 18}\" y=\"{y + 5}\">{Encode(wire.Pin)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{from} {y}H{BoardLeft}\" stroke=\"{colour}\" stroke-width=\"3\"/><circle cx=\"{from}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\"/><circle cx=\"{BoardLeft}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\"/>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
