using System.Globalization;
using MCUNetV2.Cli.Output;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>An evaluation as text.</summary>
internal static class EvalListing
{
    public static void Write(IAnsiConsole console, EvalReport report)
    {
        console.WriteLine($"{report.Model} on {report.Dataset} ({report.Split}), schedule {report.Schedule} in {ByteSize.Format(report.PeakBytes)}");
        console.WriteLine($"{report.Count} pictures, accuracy {Percent(report.Accuracy)}");
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
        if (report.Origins.Length > 1)
        {
            foreach (OriginReport origin in report.Origins)
            {
                console.WriteLine($"labels from {origin.Origin}: {origin.Count} pictures, {Percent(origin.Accuracy)}");
            }
        }
    }

    public static void Write(IAnsiConsole console, DetectionReport report)
    {
        console.WriteLine($"{report.Model} on {report.Dataset} ({report.Split}), schedule {report.Schedule} in {ByteSize.Format(report.PeakBytes)}");
        console.WriteLine($"{report.Count} pictures, mAP {Percent(report.MeanAveragePrecision)} at an overlap of a half");
        foreach (ClassPrecision one in report.Classes)
        {
            console.WriteLine($"{one.Class}: {one.Objects} objects, average precision {(one.AveragePrecision is { } value ? Percent(value) : "unknown")}");
        }
    }

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.00} %");
}
