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
        int objects = pictures.Sum(picture => picture.Marked.Count(box => !box.IsCrowd));
        if (objects == 0)
        {
            return null;
        }

        HashSet<MarkedBox> found = new(ReferenceEqualityComparer.Instance);
        List<bool> hits = [];
        foreach ((BoxReport box, IReadOnlyList<MarkedBox> marked) in pictures
            .SelectMany(picture => picture.Detected.Select(box => (box, picture.Marked)))
            .OrderByDescending(detection => detection.box.Probability))
        {
            MarkedBox? best = marked.Where(mark => Overlap(mark, box) >= LeastOverlap).MaxBy(mark => Overlap(mark, box));
            if (best is not { IsCrowd: true })
            {
                hits.Add(best is not null && found.Add(best));
            }
        }

        return Area(hits, objects);
    }

    private static double Area(List<bool> hits, int objects)
    {
        double[] precision = new double[hits.Count];
        int right = 0;
        for (int i = 0; i < hits.Count; i++)
        {
            right += hits[i] ? 1 : 0;
            precision[i] = (double)right / (i + 1);
        }

        double area = 0;
        double highest = 0;
        for (int i = hits.Count - 1; i >= 0; i--)
        {
            highest = Math.Max(highest, precision[i]);
            area += hits[i] ? highest / objects : 0;
        }

        return area;
    }

    private static double Overlap(MarkedBox a, BoxReport b)
    {
        double width = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        double height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        double common = Math.Max(0, width) * Math.Max(0, height);
        double all = ((a.Right - a.Left) * (a.Bottom - a.Top)) + ((b.Right - b.Left) * (b.Bottom - b.Top)) - common;
        return all > 0 ? common / all : 0;
    }
}
