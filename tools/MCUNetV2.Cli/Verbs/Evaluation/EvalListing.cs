// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>An evaluation as text.</summary>
internal static class EvalListing
{
    private const int WidestConfusion = 20;
    private const int MostMistakes = 20;
    private const string Unknown = "unknown";

    public static void Write(IAnsiConsole console, EvalReport report)
    {
        console.WriteLine($"{report.Model} on {report.Dataset} ({report.Split}), schedule {report.Schedule} in {ByteSize.Format(report.PeakBytes)}");
        string topFive = report.TopFive is { } share ? $", among the five likeliest {Percent(share)}" : "";
        console.WriteLine($"{report.Count} pictures, accuracy {Percent(report.Accuracy)}{topFive}");
        if (report.Classes.Length <= WidestConfusion)
        {
            WriteConfusion(console, report);
        }
        else
        {
            WriteMistakes(console, report);
        }

        if (report.Origins.Length > 1)
        {
            foreach (OriginReport origin in report.Origins)
            {
                console.WriteLine($"labels from {origin.Origin}: {origin.Count} pictures, {Percent(origin.Accuracy)}");
            }
        }

        if (report.Thresholds is { } thresholds)
        {
            Write(console, thresholds);
        }
    }

    private static void WriteConfusion(IAnsiConsole console, EvalReport report)
    {
        ReportTable confusion = new ReportTable().Text("is \\ called");
        foreach (string name in report.Classes)
        {
            confusion.Number(name);
        }

        for (int label = 0; label < report.Classes.Length; label++)
        {
            confusion.Add([report.Classes[label], .. report.Confusion[label].Select(count => count.ToString(CultureInfo.InvariantCulture))]);
        }

        confusion.Write(console);
    }

    /// <summary>The pairs that are confused most often, of classes too many for a table.</summary>
    private static void WriteMistakes(IAnsiConsole console, EvalReport report)
    {
        ReportTable mistakes = new ReportTable().Text("is").Text("called").Number("pictures");
        IEnumerable<(int Label, int Called, int Count)> pairs = report.Confusion.SelectMany((row, label) => row.Select((count, called) => (Label: label, Called: called, Count: count)))
            .Where(pair => pair.Label != pair.Called && pair.Count > 0).OrderByDescending(pair => pair.Count).Take(MostMistakes);
        foreach ((int label, int called, int count) in pairs)
        {
            mistakes.Add(report.Classes[label], report.Classes[called], count.ToString(CultureInfo.InvariantCulture));
        }

        mistakes.Write(console);
    }

    private static void Write(IAnsiConsole console, ThresholdReport report)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Class}: area under the ROC {report.AreaUnderRoc:0.000}, average precision {report.AveragePrecision:0.000}"));
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in new[] { "threshold", "found", "false alarms", "precision" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        Add(report.Current, " (the model's own)");
        foreach (ThresholdPoint point in report.Points)
        {
            Add(point, "");
        }

        if (report.Chosen is { } chosen)
        {
            Add(chosen, " (chosen)");
        }

        console.Write(table);

        void Add(ThresholdPoint point, string note) => table.AddRow(
            string.Create(CultureInfo.InvariantCulture, $"{point.Threshold:0.0000}{note}"), Percent(point.Recall), Percent(point.FalseAlarmRate), Percent(point.Precision));
    }

    public static void Write(IAnsiConsole console, DetectionReport report)
    {
        console.WriteLine($"{report.Model} on {report.Dataset} ({report.Split}), schedule {report.Schedule} in {ByteSize.Format(report.PeakBytes)}");
        console.WriteLine($"{report.Count} pictures, mAP {Percent(report.MeanAveragePrecision)} at an overlap of a half, {Percent(report.MeanCocoPrecision)} over 0.5 to 0.95 (COCO)");
        ReportTable classes = new ReportTable().Text("class").Number("objects").Number("AP 0.5").Number("AP 0.5:0.95").Number("best threshold").Number("precision").Number("recall");
        foreach (ClassPrecision one in report.Classes)
        {
            classes.Add(
                one.Class,
                one.Objects.ToString(CultureInfo.InvariantCulture),
                Percent(one.AveragePrecision),
                Percent(one.CocoPrecision),
                one.Best is { } best ? best.Threshold.ToString("0.00", CultureInfo.InvariantCulture) : "-",
                one.Best is { } at ? Percent(at.Precision) : "-",
                one.Best is { } there ? Percent(there.Recall) : "-");
        }

        classes.Write(console);
    }

    public static void Write(IAnsiConsole console, MultiLabelReport report)
    {
        console.WriteLine($"{report.Model} on {report.Dataset} ({report.Split}), schedule {report.Schedule} in {ByteSize.Format(report.PeakBytes)}");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Count} pictures of any number of classes, mAP {Percent(report.MeanAveragePrecision)}, F1 {Percent(report.F1)} at a threshold of {report.Threshold:0.00}, every class right {Percent(report.ExactShare)}"));
        ReportTable classes = new ReportTable().Text("class").Number("pictures").Number("AP").Number("ROC").Number("precision").Number("recall");
        foreach (LabelPrecision one in report.Classes)
        {
            classes.Add(
                one.Class,
                one.Pictures.ToString(CultureInfo.InvariantCulture),
                Percent(one.AveragePrecision),
                one.AreaUnderRoc?.ToString("0.000", CultureInfo.InvariantCulture) ?? Unknown,
                Percent(one.Precision),
                Percent(one.Recall));
        }

        classes.Write(console);
    }

    private static string Percent(double? part) => part is { } known ? Percent(known) : Unknown;

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.00} %");
}
