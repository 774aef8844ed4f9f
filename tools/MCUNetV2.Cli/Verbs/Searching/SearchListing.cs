// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Networks;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>A search's finalists as a table.</summary>
internal static class SearchListing
{
    public static void Write(IAnsiConsole console, SearchReport report)
    {
        BudgetConfiguration limits = report.Limits;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Screened:#,##0} networks looked at, {report.Planned:#,##0} planned, {report.Fitting:#,##0} within {ByteSize.Format(limits.SramBytes)} of SRAM, {ByteSize.Format(limits.FlashBytes)} of flash, {limits.Macs:#,##0} MACs{(report.MostInstructions is { } most ? string.Create(CultureInfo.InvariantCulture, $", {most:#,##0} instructions of {report.Target}") : "")}"));
        bool isTimed = report.Finalists[0].Time is not null;
        ReportTable table = new ReportTable().Text("").Number("score", keep: report.Judged is null ? 6 : 1).Number("accuracy", keep: 7).Number("MACs");
        table = (isTimed ? table.Number("instructions").Number("ms, at most", keep: 8) : table).Number("SRAM").Number("flash", keep: 8).Number("calls", keep: 5).Number("input", keep: 4)
            .Number("stem", keep: 3).Text("channels of each block, / for stride 2", keep: 2);
        if (report.Given is { } given)
        {
            AddRow(table, "given", given);
        }

        for (int i = 0; i < report.Finalists.Length; i++)
        {
            AddRow(table, i == 0 ? "> 1" : $"  {i + 1}", report.Finalists[i]);
        }

        table.Write(console);
        console.WriteLine($"> {report.Output}; operators {report.Finalists[0].Schedule}");
        if (report is { Judged: { } pictures, Finalists: [{ Weights: { } weights }, ..] })
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"accuracy with inherited weights on {pictures:#,##0} pictures; any of them is trained on by: mcunet train {report.Finalists[0].File} --data ... -o ... --start-from {weights}"));
        }
    }

    private static void AddRow(ReportTable table, string name, FinalistReport finalist)
    {
        NetworkConfiguration network = finalist.Configuration;
        table.Add(
        [
            name,
            Number(finalist.Score),
            finalist.Accuracy?.ToString("P1", CultureInfo.InvariantCulture) ?? "-",
            Number(finalist.Macs),
            .. finalist.Time is { } time ? [Number(time.Instructions), time.MostMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            ByteSize.Format(finalist.SramBytes),
            ByteSize.Format(finalist.FlashBytes),
            $"{finalist.Patches}",
            $"{network.InputSize}",
            $"{network.StemChannels}",
            string.Join(' ', network.ExpandedBlocks().Select(block => $"{(block.Stride > 1 ? "/" : "")}{block.Channels}")),
        ]);
    }

    private static string Number(double value) => value.ToString("#,##0", CultureInfo.InvariantCulture);
}
