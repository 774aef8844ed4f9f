// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>The page of <c>search --report</c>: the front, the networks as a table, how they share out receptive field and work.</summary>
internal static class SearchPage
{
    public static string Create(SearchReport report)
    {
        string name = report.Finalists[0].Configuration.Name;
        return PageTemplate.FillReport("search.html", WebUtility.HtmlEncode($"Search for {name}"), new Dictionary<string, string>
        {
            ["name"] = WebUtility.HtmlEncode(name),
            ["introduction"] = WebUtility.HtmlEncode(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Planned:#,##0} networks were planned, of which {report.Fitting:#,##0} keep {ByteSize.Format(report.Limits.SramBytes)} of SRAM, {ByteSize.Format(report.Limits.FlashBytes)} of flash and {report.Limits.Macs:#,##0} MACs{(report.MostInstructions is { } most ? string.Create(CultureInfo.InvariantCulture, $" and {most:#,##0} instructions of {report.Target}") : "")}. {Judged(report)}")),
            ["front"] = SearchSvg.Front(report),
            ["rows"] = string.Concat(report.Finalists.Select((finalist, i) => Row($"{i + 1}", finalist)).Concat(report.Given is { } given ? [Row("given", given)] : [])),
            ["redistribution"] = report.Finalists.Any(finalist => finalist.Redistribution is not null) ? SearchSvg.Shares(report) : "",
        });
    }

    private static string Judged(SearchReport report) => report.Judged is { } pictures
        ? string.Create(CultureInfo.InvariantCulture, $"Accuracy is that of inherited weights on {pictures:#,##0} pictures that nothing was trained on; a network that is trained on by itself does better.")
        : "The score is a guess made without training.";

    private static string Row(string name, FinalistReport network)
    {
        Redistribution? shares = network.Redistribution;
        string[] cells =
        [
            name,
            network.Accuracy is { } accuracy ? Percent(accuracy) : $"{Number(network.Score)} (score)",
            network.Time is { } time ? Number(time.Instructions) : "",
            Number(network.Macs),
            ByteSize.Format(network.SramBytes),
            ByteSize.Format(network.FlashBytes),
            $"{network.Configuration.InputSize}",
            shares is null ? "" : $"{shares.ReceptiveField} px",
            shares is null ? "" : Percent(shares.MacShare),
            shares is null ? "" : "+" + Percent(shares.HaloOverhead),
            string.Join(' ', network.Configuration.ExpandedBlocks().Select(block => $"{(block.Stride > 1 ? "/" : "")}{block.Kernel}x{block.Expanded}-{block.Channels}")),
        ];
        return $"<tr>{string.Concat(cells.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>";
    }

    private static string Percent(double part) => part.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("#,##0", CultureInfo.InvariantCulture);
}
