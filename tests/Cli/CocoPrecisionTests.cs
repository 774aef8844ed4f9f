// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Pictures;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

using Judged = (IReadOnlyList<MarkedBox> Marked, IReadOnlyList<BoxReport> Detected);

public class CocoPrecisionTests
{
    private static readonly MarkedBox Object = new("person", 0.2, 0.2, 0.6, 0.6, IsCrowd: false);

    [Fact]
    public void A_box_of_three_quarters_overlap_is_right_at_six_of_ten_overlaps() =>
        CocoPrecision.Of([([Object], [new BoxReport(0, 0.9, 0.2, 0.2, 0.6, 0.51)])]).ShouldNotBeNull().ShouldBe(0.6, 1e-9); // 0.31 / 0.4 = 0.775

    [Fact]
    public void A_second_box_of_the_same_object_takes_what_the_first_left() =>
        CocoPrecision.At([([Object, Object with { Left = 0.25 }], [new BoxReport(0, 0.9, 0.2, 0.2, 0.6, 0.6), new BoxReport(0, 0.8, 0.2, 0.2, 0.6, 0.6)])], 0.5).ShouldBe(1, 1e-9);

    [Fact]
    public void What_lies_in_a_crowd_counts_neither_way() => CocoPrecision.Of(
        [([Object, new MarkedBox("person", 0.6, 0, 1, 1, IsCrowd: true)], [new BoxReport(0, 0.95, 0.7, 0.1, 0.8, 0.3), new BoxReport(0, 0.9, 0.2, 0.2, 0.6, 0.6)])]).ShouldBe(1);

    [Fact]
    public void Half_of_the_objects_found_are_51_of_101_recalls() =>
        CocoPrecision.At([([Object, Object with { Left = 0.7, Right = 0.9 }], [new BoxReport(0, 0.9, 0.2, 0.2, 0.6, 0.6)])], 0.5).ShouldBe(51 / 101.0, 1e-9);

    [Fact]
    public void Nothing_to_find_has_no_precision() => CocoPrecision.Of([([], [new BoxReport(0, 0.9, 0, 0, 1, 1)])]).ShouldBeNull();

    [Fact]
    public void Only_the_hundred_likeliest_of_a_picture_count()
    {
        BoxReport[] alarms = [.. Enumerable.Range(0, 100).Select(i => new BoxReport(0, 0.9, 0.7, 0.7, 0.8, 0.8))];

        CocoPrecision.At([([Object], [.. alarms, new BoxReport(0, 0.5, 0.2, 0.2, 0.6, 0.6)])], 0.5).ShouldBe(0);
        CocoPrecision.At([([Object], [.. alarms[..99], new BoxReport(0, 0.5, 0.2, 0.2, 0.6, 0.6)])], 0.5).ShouldBe(0.01, 1e-9);
    }

    /// <summary>Random boxes, crowds and equal scores included, against the definitions written out another way.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_boxes_have_the_precision_of_the_definitions(int seed)
    {
        Judged[] pictures = Random(seed);

        CocoPrecision.Of(pictures).ShouldNotBeNull().ShouldBe(Enumerable.Range(10, 10).Average(twentieths => ByDefinition(pictures, twentieths / 20.0)), 1e-12);
        AveragePrecision.Of(pictures).ShouldNotBeNull().ShouldBe(AreaByDefinition(pictures), 1e-12);
    }

    public static IEnumerable<TheoryDataRow<int>> Seeds() => Enumerable.Range(0, 60).Select(seed => new TheoryDataRow<int>(seed));

    private static Judged[] Random(int seed)
    {
        Random random = new(seed);
        Judged[] pictures = new Judged[random.Next(2, 12)];
        for (int i = 0; i < pictures.Length; i++)
        {
            MarkedBox[] marked = [.. Enumerable.Range(0, i == 0 ? 2 : random.Next(0, 6)).Select(number =>
            {
                (double left, double top) = (random.NextDouble() * 0.7, random.NextDouble() * 0.7);
                return new MarkedBox("person", left, top, left + 0.05 + (random.NextDouble() * 0.25), top + 0.05 + (random.NextDouble() * 0.25), i > 0 && number == 3);
            })];
            List<BoxReport> detected = [];
            foreach (MarkedBox box in marked)
            {
                for (int copy = random.Next(0, 4); copy > 0; copy--)
                {
                    double Near(double side) => side + ((random.NextDouble() - 0.5) * 0.08);
                    detected.Add(new BoxReport(0, random.Next(1, 400) / 400.0, Near(box.Left), Near(box.Top), Near(box.Right), Near(box.Bottom)));
                }
            }

            for (int alarm = random.Next(0, 4); alarm > 0; alarm--)
            {
                (double left, double top) = (random.NextDouble() * 0.7, random.NextDouble() * 0.7);
                detected.Add(new BoxReport(0, random.Next(1, 400) / 400.0, left, top, left + 0.2, top + 0.2));
            }

            pictures[i] = (marked, detected);
        }

        return pictures;
    }

    /// <summary>COCO's evaluation as its paper's tool does it: a matrix of overlaps, objects before crowds, one pass over recall thresholds.</summary>
    private static double ByDefinition(Judged[] pictures, double threshold)
    {
        List<(double Score, int Order, bool Right)> all = [];
        int positives = 0;
        foreach (Judged picture in pictures)
        {
            MarkedBox[] objects = [.. picture.Marked.OrderBy(box => box.IsCrowd)];
            positives += objects.Count(box => !box.IsCrowd);
            bool[] matched = new bool[objects.Length];
            foreach (BoxReport box in picture.Detected.OrderByDescending(box => box.Probability).Take(100))
            {
                int match = -1;
                double best = threshold;
                for (int i = 0; i < objects.Length; i++)
                {
                    if ((matched[i] && !objects[i].IsCrowd) || (match >= 0 && !objects[match].IsCrowd && objects[i].IsCrowd))
                    {
                        continue;
                    }

                    double overlap = Overlap(objects[i], box, objects[i].IsCrowd);
                    if (overlap >= best)
                    {
                        (best, match) = (overlap, i);
                    }
                }

                if (match >= 0)
                {
                    matched[match] = true;
                }

                if (match < 0 || !objects[match].IsCrowd)
                {
                    all.Add((box.Probability, all.Count, match >= 0));
                }
            }
        }

        (double Score, int Order, bool Right)[] sorted = [.. all.OrderByDescending(item => item.Score).ThenBy(item => item.Order)];
        double sum = 0;
        for (int percent = 0; percent <= 100; percent++)
        {
            double highest = 0;
            for (int i = 0; i < sorted.Length; i++)
            {
                int right = sorted.Take(i + 1).Count(item => item.Right);
                if ((double)right / positives >= percent / 100.0)
                {
                    highest = Math.Max(highest, right / (i + 1.0));
                }
            }

            sum += highest;
        }

        return sum / 101;
    }

    /// <summary>Pascal VOC's development kit of 2010: precision made monotone, summed where recall changes; the first detection of an object counts.</summary>
    private static double AreaByDefinition(Judged[] pictures)
    {
        (int Picture, BoxReport Box)[] sorted = [.. pictures.SelectMany((picture, i) => picture.Detected.Select(box => (i, box))).OrderByDescending(item => item.box.Probability)];
        int positives = pictures.Sum(picture => picture.Marked.Count(box => !box.IsCrowd));
        HashSet<(int, int)> used = [];
        List<double> recall = [0];
        List<double> precision = [0];
        int right = 0;
        int wrong = 0;
        foreach ((int number, BoxReport box) in sorted)
        {
            IReadOnlyList<MarkedBox> marked = pictures[number].Marked;
            int best = -1;
            for (int i = 0; i < marked.Count; i++)
            {
                best = best < 0 || Overlap(marked[i], box, false) > Overlap(marked[best], box, false) ? i : best;
            }

            bool overlaps = best >= 0 && Overlap(marked[best], box, false) >= 0.5;
            if (overlaps && marked[best].IsCrowd)
            {
                continue;
            }

            bool isRight = overlaps && used.Add((number, best));
            right += isRight ? 1 : 0;
            wrong += isRight ? 0 : 1;
            recall.Add((double)right / positives);
            precision.Add((double)right / (right + wrong));
        }

        return Enumerable.Range(1, recall.Count - 1).Sum(i => (recall[i] - recall[i - 1]) * precision.Skip(i).Max());
    }

    private static double Overlap(MarkedBox a, BoxReport b, bool ofDetection)
    {
        double width = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        double height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        double common = width <= 0 || height <= 0 ? 0 : width * height;
        double detection = (b.Right - b.Left) * (b.Bottom - b.Top);
        return common / (ofDetection ? detection : detection + ((a.Right - a.Left) * (a.Bottom - a.Top)) - common);
    }
}
