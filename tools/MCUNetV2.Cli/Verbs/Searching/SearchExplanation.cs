// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Networks.Search;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>What <c>search --explain</c> adds: how the finalists share out receptive field and MACs between the streamed part and the rest.</summary>
internal static class SearchExplanation
{
    public static void Write(IAnsiConsole console, SearchReport report)
    {
        ReportTable table = new ReportTable().Text("").Number("streamed").Number("sees, pixels").Number("of MACs").Number("halos, 3 x 3 patches").Text("kernels, then").Text("expansions, then");
        for (int i = 0; i < report.Finalists.Length; i++)
        {
            if (report.Finalists[i].Redistribution is { } r)
            {
                table.Add($"{i + 1}", $"{r.Operators}", $"{r.ReceptiveField}", Percent(r.MacShare), $"+{Percent(r.HaloOverhead)}", Change(r.EarlyKernel, r.LateKernel), Change(r.EarlyExpansion, r.LateExpansion));
            }
        }

        table.Write(console);
        Redistribution[] all = [.. report.Finalists.Select(finalist => finalist.Redistribution).OfType<Redistribution>()];
        if (all.Length == 0)
        {
            console.WriteLine("no finalist streams its first operators: there is nothing to redistribute");
            return;
        }

        console.WriteLine($"of {all.Length} finalists that stream the image: {Rule(all, r => r.LateKernel > r.EarlyKernel)} have larger kernels after the streamed part than in it, "
            + $"{Rule(all, r => r.LateExpansion > r.EarlyExpansion)} larger expansions, {Rule(all, r => r.MacShare < 0.5)} compute most after it");
    }

    private static string Rule(Redistribution[] all, Func<Redistribution, bool> holds) => $"{all.Count(holds)}";

    private static string Percent(double part) => part.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Change(double early, double late) => string.Create(CultureInfo.InvariantCulture, $"{early:0.0}, {late:0.0}");
}
