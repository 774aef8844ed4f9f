// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Security;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>Precision against recall; of a classifier the ROC beside it.</summary>
internal static class CurveSvg
{
    private const int Side = 300;
    private const int Margin = 48;
    private const int Panel = Side + (2 * Margin);

    /// <summary>Precision against recall and the ROC of one class, side by side.</summary>
    /// <param name="curve">What to draw.</param>
    /// <param name="chosen">Marked with a dot; null for none.</param>
    public static string Draw(ThresholdCurve curve, ThresholdPoint? chosen)
    {
        string name = SecurityElement.Escape(curve.Class);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * Panel} {Panel}" font-family="sans-serif" font-size="12">
              <rect width="{2 * Panel}" height="{Panel}" fill="white"/>
            {DrawPanel(0, $"{name}: precision {curve.AveragePrecision:0.000} on average", "recall", "precision", curve.Points.Select(point => (point.Recall, point.Precision)), chosen is null ? null : (chosen.Recall, chosen.Precision))}
            {DrawPanel(Panel, $"{name}: area under the ROC {curve.AreaUnderRoc:0.000}", "false alarms", "recall", curve.Points.Select(point => (point.FalseAlarmRate, point.Recall)), chosen is null ? null : (chosen.FalseAlarmRate, chosen.Recall))}
            </svg>

            """);
    }

    /// <summary>Precision against recall of a detector's classes, each class in a panel of its own, side by side.</summary>
    public static string Draw(IReadOnlyList<(ClassPrecision Class, IReadOnlyList<PrecisionPoint> Points)> classes) =>
        DrawPanels([.. classes.Select(one => new ClassCurve(
            one.Class.Class, one.Class.AveragePrecision ?? 0, one.Points.Select(point => (point.Recall, point.Precision)), one.Class.Best is { } best ? (best.Recall, best.Precision) : null))]);

    /// <summary>Precision against recall of several classes of a classifier, each class in a panel of its own, side by side.</summary>
    /// <param name="threshold">Marked with a dot.</param>
    public static string Draw(IReadOnlyList<ThresholdCurve> classes, double threshold) =>
        DrawPanels([.. classes.Select(one => new ClassCurve(
            one.Class, one.AveragePrecision, one.Points.Select(point => (point.Recall, point.Precision)), one.At(threshold) is { Recall: > 0 } at ? (at.Recall, at.Precision) : null))]);

    private static string DrawPanels(IReadOnlyList<ClassCurve> classes)
    {
        const int Columns = 4;
        int columns = Math.Min(Columns, classes.Count);
        int rows = (classes.Count + Columns - 1) / Columns;
        string panels = string.Concat(classes.Select((one, i) => Invariant($"""
              <g transform="translate({i % Columns * Panel} {i / Columns * Panel})">
            {DrawPanel(0, Invariant($"{SecurityElement.Escape(one.Class)}: average precision {one.AveragePrecision:0.000}"), "recall", "precision", one.Points, one.Dot)}
              </g>

            """)));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * Panel} {rows * Panel}" font-family="sans-serif" font-size="12">
              <rect width="{columns * Panel}" height="{rows * Panel}" fill="white"/>
            {panels}</svg>

            """);
    }

    private static string DrawPanel(int left, string title, string across, string up, IEnumerable<(double X, double Y)> points, (double X, double Y)? chosen)
    {
        string line = string.Join(' ', points.Select(point => Invariant($"{left + Margin + (point.X * Side):0.#},{Margin + ((1 - point.Y) * Side):0.#}")));
        string grid = string.Concat(Enumerable.Range(0, 6).Select(step => Invariant(
            $"""<path d="M{left + Margin + (step * Side / 5)} {Margin}v{Side}M{left + Margin} {Margin + (step * Side / 5)}h{Side}" stroke="#ddd"/><text x="{left + Margin + (step * Side / 5)}" y="{Margin + Side + 16}" text-anchor="middle">{step * 20} %</text><text x="{left + Margin - 4}" y="{Margin + Side - (step * Side / 5) + 4}" text-anchor="end">{step * 20}</text>""")));
        string dot = chosen is { } at ? Invariant($"""<circle cx="{left + Margin + (at.X * Side):0.#}" cy="{Margin + ((1 - at.Y) * Side):0.#}" r="5" fill="#c60"/>""") : "";
        return Invariant($"""
              <text x="{left + Margin}" y="{Margin - 16}" font-weight="bold">{title}</text>
              {grid}
              <text x="{left + Margin + (Side / 2)}" y="{Panel - 12}" text-anchor="middle">{across}</text><text x="{left + Margin + 4}" y="{Margin - 2}">{up}</text>
              <polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/>{dot}
            """);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a panel shows of a class.</summary>
    private sealed record ClassCurve(string Class, double AveragePrecision, IEnumerable<(double Recall, double Precision)> Points, (double Recall, double Precision)? Dot);
}
