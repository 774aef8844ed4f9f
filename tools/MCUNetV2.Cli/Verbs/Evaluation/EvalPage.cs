// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Pages;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>The page of <c>eval --report</c>: confusion, curves, and the pictures that were judged worst, with what the network looked at.</summary>
internal static class EvalPage
{
    private const int LargestConfusion = 40; // classes; more is no table to look at

    /// <summary>Of a classifier.</summary>
    /// <param name="curve">Null when only one class occurs.</param>
    public static string Create(EvalReport report, ThresholdCurve? curve, IReadOnlyList<JudgedPicture> worst) => Fill(
        report.Model,
        string.Create(CultureInfo.InvariantCulture, $"{report.Model}: {100 * report.Accuracy:0.0} % of {report.Count:#,##0} pictures right"),
        $"{report.Dataset}, split {report.Split}. The outputs are those of the board, whatever the schedule: {report.Schedule} here, {ByteSize.Format(report.PeakBytes)}.",
        [
            (string.Create(CultureInfo.InvariantCulture, $"{100 * report.Accuracy:0.0} %"), "right: the likeliest class is the label"),
            .. report.TopFive is { } five ? [(string.Create(CultureInfo.InvariantCulture, $"{100 * five:0.0} %"), "in the first five")] : Array.Empty<(string, string)>(),
            .. report.Thresholds is { } thresholds
                ? [(string.Create(CultureInfo.InvariantCulture, $"{thresholds.AreaUnderRoc:0.000}"), $"area under the ROC of {thresholds.Class}"), (string.Create(CultureInfo.InvariantCulture, $"{thresholds.AveragePrecision:0.000}"), "average precision")]
                : Array.Empty<(string, string)>(),
        ],
        ClassTable(report) + Confusion(report) + Curves(curve, report.Thresholds) + Worst(worst));

    /// <summary>Of a detector.</summary>
    /// <param name="curves">As <see cref="CurveSvg"/> draws them.</param>
    public static string Create(DetectionReport report, string curves)
    {
        StringBuilder rows = new();
        foreach (ClassPrecision one in report.Classes)
        {
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(one.Class)}</td><td>{one.Objects}</td><td>{one.Detections}</td><td>{one.AveragePrecision:0.000}</td><td>{one.CocoPrecision:0.000}</td>");
            rows.Append(one.Best is { } best ? string.Create(CultureInfo.InvariantCulture, $"<td>{best.Threshold:0.00}</td><td>{100 * best.Precision:0.0} %</td><td>{100 * best.Recall:0.0} %</td></tr>") : "<td></td><td></td><td></td></tr>");
        }

        return Fill(
            report.Model,
            string.Create(CultureInfo.InvariantCulture, $"{report.Model}: mean average precision {report.MeanAveragePrecision:0.000} on {report.Count:#,##0} pictures"),
            $"{report.Dataset}, split {report.Split}, schedule {report.Schedule}, {ByteSize.Format(report.PeakBytes)}.",
            [
                (string.Create(CultureInfo.InvariantCulture, $"{report.MeanAveragePrecision:0.000}"), "mAP at an overlap of a half"),
                (string.Create(CultureInfo.InvariantCulture, $"{report.MeanCocoPrecision:0.000}"), "mAP over overlaps of 0.5 to 0.95"),
            ],
            $"""
            <h2>Classes</h2>
            <div class="wide"><table><thead><tr><th scope="col">class</th><th scope="col">objects</th><th scope="col">detections</th><th scope="col">AP</th><th scope="col">AP 0.5 to 0.95</th><th scope="col">best threshold</th><th scope="col">precision</th><th scope="col">recall</th></tr></thead><tbody>{rows}</tbody></table></div>
            <h2>Precision against recall</h2>
            <figure class="curves" tabindex="0" role="group" aria-label="Precision against recall, by class">{curves}</figure>
            """);
    }

    /// <summary>Of a classifier whose pictures show any number of classes.</summary>
    /// <param name="curves">Of the classes that some pictures show and others do not.</param>
    public static string Create(MultiLabelReport report, IReadOnlyList<ThresholdCurve> curves)
    {
        string rows = string.Concat(report.Classes.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><td>{Encode(one.Class)}</td><td>{one.Pictures}</td><td>{one.Found}</td><td>{one.FalseAlarms}</td><td>{one.AveragePrecision:0.000}</td><td>{one.AreaUnderRoc:0.000}</td><td>{one.Precision:0.000}</td><td>{one.Recall:0.000}</td></tr>")));
        string drawing = curves.Count == 0 ? "" : $"""
            <h2>Precision against recall</h2>
            <figure class="curves" tabindex="0" role="group" aria-label="Precision against recall, by class">{CurveSvg.Draw(curves, report.Threshold)}</figure>
            """;
        return Fill(
            report.Model,
            string.Create(CultureInfo.InvariantCulture, $"{report.Model}: mean average precision {report.MeanAveragePrecision:0.000} on {report.Count:#,##0} pictures"),
            $"{report.Dataset}, split {report.Split}, schedule {report.Schedule}, {ByteSize.Format(report.PeakBytes)}. A picture shows any number of the classes, each of which is judged alone.",
            [
                (string.Create(CultureInfo.InvariantCulture, $"{report.MeanAveragePrecision:0.000}"), "mean average precision"),
                (string.Create(CultureInfo.InvariantCulture, $"{report.F1:0.000}"), string.Create(CultureInfo.InvariantCulture, $"F1 at a threshold of {report.Threshold:0.00}")),
                (string.Create(CultureInfo.InvariantCulture, $"{100 * report.ExactShare:0.0} %"), "every class right"),
            ],
            $"""
            <h2>Classes</h2>
            <div class="wide"><table><thead><tr><th scope="col">class</th><th scope="col">pictures</th><th scope="col">found</th><th scope="col">false alarms</th><th scope="col">AP</th><th scope="col">area under the ROC</th><th scope="col">precision</th><th scope="col">recall</th></tr></thead><tbody>{rows}</tbody></table></div>
            {drawing}
            """);
    }

    private static string Fill(string model, string headline, string introduction, IEnumerable<(string Value, string Name)> facts, string body) =>
        PageTemplate.FillReport("eval.html", Encode($"Accuracy of {model}"), new Dictionary<string, string>
        {
            ["headline"] = Encode(headline),
            ["introduction"] = Encode(introduction),
            ["facts"] = string.Concat(facts.Select(fact => $"<div class=\"fact\"><b>{Encode(fact.Value)}</b><span>{Encode(fact.Name)}</span></div>")),
            ["body"] = body,
        });

    private static string ClassTable(EvalReport report)
    {
        StringBuilder rows = new();
        for (int index = 0; index < report.Classes.Length; index++)
        {
            int right = report.Confusion[index][index];
            int of = report.Confusion[index].Sum();
            int said = report.Confusion.Sum(row => row[index]);
            double recall = of == 0 ? 0 : (double)right / of;
            double precision = said == 0 ? 0 : (double)right / said;
            double f1 = recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision);
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(report.Classes[index])}</td><td>{of}</td><td>{said}</td><td>{100 * precision:0.0} %</td><td>{100 * recall:0.0} %</td><td>{f1:0.000}</td></tr>");
        }

        return $"""
            <h2>Classes</h2>
            <div class="wide"><table><thead><tr><th scope="col">class</th><th scope="col">pictures</th><th scope="col">answers</th><th scope="col">precision</th><th scope="col">recall</th><th scope="col">F1</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    private static string Confusion(EvalReport report)
    {
        if (report.Classes.Length > LargestConfusion)
        {
            return $"<h2>Confusion</h2><p>{report.Classes.Length} classes: <code>--json</code> has the table.</p>";
        }

        StringBuilder rows = new();
        for (int row = 0; row < report.Classes.Length; row++)
        {
            int of = Math.Max(1, report.Confusion[row].Sum());
            rows.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(report.Classes[row])}</th>");
            for (int column = 0; column < report.Classes.Length; column++)
            {
                int count = report.Confusion[row][column];
                string kind = row == column ? "right" : "wrong";
                rows.Append(CultureInfo.InvariantCulture, $"<td class=\"share\">{count} <small>({100.0 * count / of:0} %)</small><i class=\"{kind}\" style=\"width:{100.0 * count / of:0.#}%\"></i></td>");
            }

            rows.Append("</tr>");
        }

        string heads = string.Concat(report.Classes.Select(name => $"<th scope=\"col\" class=\"share\">{Encode(name)}</th>"));
        return $"""
            <h2>Confusion</h2>
            <p>Rows are labels, columns the model's answers; shares are of the row.</p>
            <div class="wide"><table class="confusion"><thead><tr><th scope="col">label</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    private static string Curves(ThresholdCurve? curve, ThresholdReport? thresholds)
    {
        if (curve is null || thresholds is null)
        {
            return "";
        }

        StringBuilder rows = new();
        foreach ((string name, ThresholdPoint point) in thresholds.Points.Select(point => ("", point)).Prepend(("the model's own", thresholds.Current)).Concat(thresholds.Chosen is { } chosen ? [("chosen", chosen)] : Array.Empty<(string, ThresholdPoint)>()))
        {
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{100 * point.Threshold:0.0} % {name}</td><td>{100 * point.Recall:0.0} %</td><td>{100 * point.FalseAlarmRate:0.0} %</td><td>{100 * point.Precision:0.0} %</td></tr>");
        }

        return $"""
            <h2>Thresholds of {Encode(thresholds.Class)}</h2>
            <p>What is found of the class, against what is taken for it and is not, at every threshold of its score.</p>
            <figure class="curves" tabindex="0" role="group" aria-label="Precision against recall, and the ROC">{CurveSvg.Draw(curve, thresholds.Chosen ?? thresholds.Current)}</figure>
            <div class="wide"><table><thead><tr><th scope="col">threshold</th><th scope="col">found</th><th scope="col">false alarms</th><th scope="col">precision</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    private static string Worst(IReadOnlyList<JudgedPicture> worst)
    {
        string cards = string.Concat(worst.Select(Card));
        return worst.Count == 0
            ? "<h2>Worst pictures</h2><p>Every picture was judged right.</p>"
            : $"""
            <h2>Worst pictures</h2>
            <p>Wrong answers, the surest first. Right beside each, what the answer rests on: the redder a place, the more the answered class loses when it is covered with grey.</p>
            <section class="cards">{cards}</section>
            """;
    }

    private static string Card(JudgedPicture picture)
    {
        string image = $"data:image/png;base64,{Convert.ToBase64String(picture.Image)}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <article class="card">
              <div class="views"><img src="{image}" alt="{Encode(picture.Name)}"><div class="seen"><img src="{image}" alt="The same, with what the answer rests on">{Heat(picture.Saliency)}</div></div>
              <div class="text"><h3>{Encode(picture.Name)}</h3>
                <div class="row"><span>label {Encode(picture.Label)}</span><span>{100 * picture.LabelScore:0.0} %</span></div>
                <div class="row"><b class="wrong">answer {Encode(picture.Answer)}</b><span>{100 * picture.AnswerScore:0.0} %</span></div>
                <div class="row"><span>{Strongest(picture.Saliency)}</span></div></div>
            </article>
            """);
    }

    private static string Heat(double[][] saliency)
    {
        double most = Math.Max(1e-6, saliency.Max(row => row.Max()));
        StringBuilder cells = new();
        for (int row = 0; row < saliency.Length; row++)
        {
            for (int column = 0; column < saliency[row].Length; column++)
            {
                double part = Math.Max(0, saliency[row][column] / most);
                cells.Append(CultureInfo.InvariantCulture, $"<rect x=\"{column}\" y=\"{row}\" width=\"1\" height=\"1\" fill=\"#e3003c\" fill-opacity=\"{0.75 * part:0.##}\"/>");
            }
        }

        return $"<svg viewBox=\"0 0 {saliency[0].Length} {saliency.Length}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{cells}</svg>";
    }

    /// <summary>The map in words, for who does not see it.</summary>
    private static string Strongest(double[][] saliency)
    {
        (int row, int column) = Enumerable.Range(0, saliency.Length).SelectMany(y => Enumerable.Range(0, saliency[y].Length).Select(x => (y, x))).MaxBy(place => saliency[place.y][place.x]);
        string down = Third(row, saliency.Length, "top", "middle", "bottom");
        string across = Third(column, saliency[0].Length, "left", "centre", "right");
        return string.Create(CultureInfo.InvariantCulture, $"rests most on the {down} {across}: {100 * saliency[row][column]:0.0} points");
    }

    private static string Third(int place, int places, string first, string second, string third) =>
        (3 * place / places) switch { 0 => first, 1 => second, _ => third };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>A picture that was judged wrong.</summary>
/// <param name="Image">PNG.</param>
/// <param name="Saliency">See <see cref="Occlusion"/>, of the answered class.</param>
internal sealed record JudgedPicture(string Name, byte[] Image, string Label, double LabelScore, string Answer, double AnswerScore, double[][] Saliency);
