// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Output;

namespace MCUNetV2.Cli.Verbs.PublicModels;

/// <summary>The report as Markdown: docs/MODELS.md.</summary>
internal static class ModelsPage
{
    public static string Create(ModelsReport report)
    {
        StringBuilder page = new();
        page.Append("""
            # Published models, and what they take

            Written by `./mcunet models`; [models.json](models.json) has each file's source, licence and SHA-256. Who fetches them from there into a folder repeats every figure:

            ```
            $ ./mcunet models --folder DIR --target cortex-m4 -o docs/MODELS.md
            ```

            SRAM is everything that a schedule keeps, input rows, scratch and bookkeeping included, with the portable kernels: the smallest schedule without extra multiply-accumulates, and the smallest of all with how many it
            takes then. Layer by layer is what others count: activations alone. Instructions are exact counts of a simulated processor, of the schedule without extra work; nothing has run on silicon.


            """);
        string[] targets = [.. report.Models.SelectMany(row => row.Times).Select(time => time.Target).Distinct()];
        page.Append("| model | input | MACs | layer by layer | without extra work | smallest | package |");
        page.AppendLine(string.Concat(targets.Select(target => $" instructions, {target} |")));
        page.AppendLine("|---|---|---|---|---|---|---|" + string.Concat(targets.Select(_ => "---|")));
        foreach (ModelRow row in report.Models)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {row.Model.Name} | {string.Join(" x ", row.Input)} | {row.Macs / 1e6:0.0} M | {ByteSize.Format(row.LayerByLayerPeakBytes)} | {ByteSize.Format(row.PeakBytes)} | {ByteSize.Format(row.SmallestPeakBytes)} (x {row.SmallestOverhead:0.00}) | {ByteSize.Format(row.FlashBytes)} |");
            page.AppendLine(string.Concat(targets.Select(target => row.Times.FirstOrDefault(time => time.Target == target) is { } time ? string.Create(CultureInfo.InvariantCulture, $" {time.Instructions / 1e6:0.0} M |") : " |")));
        }

        page.Append("\n## On which board\n\nThe smallest schedule, and the package, beside what a board has for them, the CLR and camera rows counted: what is left of SRAM and flash, or what is lacking.\n\n");
        string[] boards = [.. report.Models.SelectMany(row => row.Boards).Select(fit => fit.Board).Distinct()];
        page.AppendLine("| model |" + string.Concat(boards.Select(board => $" {board} |")));
        page.AppendLine("|---|" + string.Concat(boards.Select(_ => "---|")));
        foreach (ModelRow row in report.Models)
        {
            page.AppendLine($"| {row.Model.Name} |" + string.Concat(row.Boards.Select(fit => $" {Describe(fit)} |")));
        }

        page.Append("\n## Where they are from\n\n| model | what it is | source | licence |\n|---|---|---|---|\n");
        foreach (ModelRow row in report.Models)
        {
            page.AppendLine($"| {row.Model.Name} | {row.Model.Title} | {row.Model.Source} | {row.Model.Licence} |");
        }

        return page.ToString();
    }

    private static string Describe(BoardFit fit) => fit switch
    {
        { FreeBytes: >= 0, FlashFreeBytes: >= 0 } => $"yes: {ByteSize.Format(fit.FreeBytes)}, {ByteSize.Format(fit.FlashFreeBytes)}",
        { FreeBytes: < 0 } => $"no: {ByteSize.Format(-fit.FreeBytes)} of SRAM lacking",
        _ => $"no: {ByteSize.Format(-fit.FlashFreeBytes)} of flash lacking",
    };
}
