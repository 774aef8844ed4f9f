// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Results;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>
/// Average precision of one class as COCO defines it (cocodataset.org/#detection-eval): the mean over overlaps of 0.50, 0.55 .. 0.95, each the mean precision at
/// recalls of 0, 0.01 .. 1, of the hundred most probable detections of a picture. A detection takes the object that it overlaps most of those that no more probable
/// one took; what lies in a crowd counts neither way.
/// </summary>
internal static class CocoPrecision
{
    private const int MostDetections = 100;
    private const int Recalls = 101;

    private static readonly double[] Overlaps = [.. Enumerable.Range(0, 10).Select(step => 0.5 + (0.05 * step))];

    /// <param name="pictures">For each picture the marked objects of the class and what was detected of it.</param>
    /// <returns>0 to 1; null when no picture has such an object.</returns>
    public static double? Of(IReadOnlyList<(IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)> pictures) =>
        pictures.Any(picture => picture.Marked.Any(box => !box.IsCrowd)) ? Overlaps.Average(overlap => At(pictures, overlap)) : null;

    /// <summary>At one overlap; 0 to 1.</summary>
    /// <param name="overlap">Intersection over union from which a detection is right.</param>
    public static double At(IReadOnlyList<(IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected)> pictures, double overlap)
    {
        int objects = pictures.Sum(picture => picture.Marked.Count(box => !box.IsCrowd));
        bool[] hits = [.. pictures.SelectMany(picture => Match(picture.Marked, picture.Detected, overlap)).OrderByDescending(item => item.Probability).Select(item => item.IsRight)];
        double[] precision = new double[hits.Length];
        double[] recall = new double[hits.Length];
        int right = 0;
        for (int i = 0; i < hits.Length; i++)
        {
            right += hits[i] ? 1 : 0;
            precision[i] = (double)right / (i + 1);
            recall[i] = (double)right / objects;
        }

        for (int i = hits.Length - 1; i > 0; i--)
        {
            precision[i - 1] = Math.Max(precision[i - 1], precision[i]);
        }

        double sum = 0;
        int first = 0;
        for (int step = 0; step < Recalls; step++)
        {
            while (first < hits.Length && recall[first] < step / (Recalls - 1.0))
            {
                first++;
            }

            sum += first < hits.Length ? precision[first] : 0;
        }

        return sum / Recalls;
    }

    /// <returns>The detections that count.</returns>
    private static IEnumerable<(double Probability, bool IsRight)> Match(IReadOnlyList<MarkedBox> marked, IReadOnlyList<BoxReport> detected, double overlap)
    {
        HashSet<MarkedBox> taken = new(ReferenceEqualityComparer.Instance);
        foreach (BoxReport box in detected.OrderByDescending(box => box.Probability).Take(MostDetections))
        {
            MarkedBox? best = marked.Where(mark => !mark.IsCrowd && !taken.Contains(mark) && BoxOverlap.Of(mark, box) >= overlap).MaxBy(mark => BoxOverlap.Of(mark, box));
            if (best is not null)
            {
                taken.Add(best);
                yield return (box.Probability, true);
            }
            else if (!marked.Any(mark => mark.IsCrowd && BoxOverlap.Inside(mark, box) >= overlap))
            {
                yield return (box.Probability, false);
            }
        }
    }
}
