// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using MCUNetV2.CommandLine;
using MCUNetV2.Pictures;

namespace MCUNetV2.Training.Optimization;

/// <summary>One line an epoch in <c>history.csv</c>, and the same as a plot in <c>history.svg</c>.</summary>
internal sealed class TrainingHistory
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Margin = 40;

    private readonly string _table;
    private readonly string _plot;

    /// <param name="folder">Where the files are.</param>
    /// <param name="anew">Whether to begin with an empty history.</param>
    public TrainingHistory(string folder, bool anew)
    {
        _table = Path.Combine(folder, "history.csv");
        _plot = Path.Combine(folder, "history.svg");
        if (anew || !File.Exists(_table))
        {
            File.WriteAllText(_table, "epoch,loss,accuracy,seconds\n");
        }
    }

    public void Add(EpochReport report) => Add(report.Epoch, report.Loss, report.Accuracy, report.Duration);

    /// <param name="accuracy">Or average precision, 0 to 1.</param>
    public void Add(int epoch, double loss, double accuracy, TimeSpan duration)
    {
        File.AppendAllText(_table, string.Create(CultureInfo.InvariantCulture, $"{epoch},{loss:F5},{accuracy:F5},{duration.TotalSeconds:F1}\n"));
        CsvTable table = CsvTable.Load(_table);
        OutputFile.Write(_plot, Encoding.UTF8.GetBytes(Plot(Column(table, "loss"), Column(table, "accuracy"))));
    }

    private static double[] Column(CsvTable table, string name)
    {
        int column = table.Column(name);
        return [.. table.Rows.Select(row => double.Parse(row.Fields[column], CultureInfo.InvariantCulture))];
    }

    /// <summary>Accuracy on a scale of 0 to 1; the loss on a scale of its own, from 0 to its largest value.</summary>
    private static string Plot(double[] losses, double[] accuracies)
    {
        double[] relative = [.. losses.Select(loss => loss / losses.Max())];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">
              <rect width="{Width}" height="{Height}" fill="white"/>
              <path d="M{Margin} {Margin}V{Height - Margin}H{Width - Margin}" fill="none" stroke="#888"/>
              <text x="{Margin}" y="{Margin - 12}">validation accuracy {accuracies[^1]:P1} (best {accuracies.Max():P1}), training loss {losses[^1]:F3}, {losses.Length} epochs</text>
              <text x="4" y="{Margin + 4}">100 %</text><text x="10" y="{Height / 2}">50 %</text><text x="16" y="{Height - Margin}">0 %</text>
              <polyline points="{Points(relative)}" fill="none" stroke="#c60" stroke-width="2"/>
              <polyline points="{Points(accuracies)}" fill="none" stroke="#06c" stroke-width="2"/>
            </svg>
            """);
    }

    private static string Points(double[] values)
    {
        double step = (Width - (2.0 * Margin)) / Math.Max(1, values.Length - 1);
        return string.Join(' ', values.Select((value, i) => string.Create(
            CultureInfo.InvariantCulture, $"{Margin + (i * step):F1},{Height - Margin - (value * (Height - (2 * Margin))):F1}")));
    }
}
