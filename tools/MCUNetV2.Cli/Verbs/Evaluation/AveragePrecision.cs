// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Results;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>
/// Average precision of one class as Pascal VOC defines it since 2010: the area under precision against recall, precision being made to fall; a
/// detection is right when it overlaps a marked object, not yet found, by half (intersection over union).
/// </summary>
internal static class AveragePrecision
{
    private const double LeastOverlap = 0.5;

    /// <param name="pictures">For each picture the marked objects of the class and what was detected of it.</param>
    /// <returns>0 to 1; null when no picture has such an object.</returns>
    public static double? Of(IReadOnlyList<(IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)> pictures)
    {
        int objects = Objects(pictures);
        if (objects == 0)
        {
            return null;
        }

        IReadOnlyList<PrecisionPoint> points = Curve(pictures);
        double area = 0;
        double highest = 0;
        for (int i = points.Count - 1; i >= 0; i--)
        {
            highest = Math.Max(highest, points[i].Precision);
            double before = i == 0 ? 0 : points[i - 1].Recall;
            area += highest * (points[i].Recall - before);
        }

        return area;
    }

    /// <summary>Precision and recall when only detections of at least some probability count.</summary>
    /// <returns>By falling probability, one point a detection that counts; none when no picture has such an object.</returns>
    public static IReadOnlyList<PrecisionPoint> Curve(IReadOnlyList<(IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)> pictures)
    {
        int objects = Objects(pictures);
        HashSet<MarkedBox> found = new(ReferenceEqualityComparer.Instance);
        List<PrecisionPoint> points = [];
        foreach ((BoxReport box, IReadOnlyList<MarkedBox> marked) in pictures
            .SelectMany(picture => picture.Detected.Select(box => (box, picture.Marked)))
            .OrderByDescending(detection => detection.box.Probability))
        {
            MarkedBox? best = marked.Where(mark => BoxOverlap.Of(mark, box) >= LeastOverlap).MaxBy(mark => BoxOverlap.Of(mark, box));
            if (best is { IsCrowd: true } || objects == 0)
            {
                continue;
            }

            if (best is not null)
            {
                found.Add(best);
            }

            points.Add(new PrecisionPoint(box.Probability, (double)found.Count / (points.Count + 1), (double)found.Count / objects));
        }

        return points;
    }

    private static int Objects(IEnumerable<(IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)> pictures) =>
        pictures.Sum(picture => picture.Marked.Count(box => !box.IsCrowd));
}

/// <summary>What one threshold does.</summary>
/// <param name="Threshold">Detections of at least this probability count.</param>
/// <param name="Precision">Right ones / all that count.</param>
/// <param name="Recall">Objects found / objects.</param>
internal sealed record PrecisionPoint(double Threshold, double Precision, double Recall)
{
    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
}
