// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Detection;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Heads of candidates, FOMO and heat maps: every way to say a box, against <see cref="CandidateReference"/> on random outputs.</summary>
public class CandidateTests
{
    private const int Rows = 24;
    private const int Columns = 32;
    private const int Threshold = 20000;

    private static readonly AnchorGrid TwoAnchors = new(Rows / 2, Columns, 1, 2, [new Anchor(0.5, 1, 8, 4), new Anchor(0.25, 0.5, 3, 12.5)]);

    public static TheoryData<string, int, int, CandidateFlags> Ways => new()
    {
        { "SSD", 1, (int)ScoreActivation.Sigmoid, CandidateFlags.Exponential | CandidateFlags.YFirst },
        { "SSD with a softmax", 3, (int)ScoreActivation.Softmax, CandidateFlags.Exponential },
        { "BlazeFace", 1, (int)ScoreActivation.Sigmoid, CandidateFlags.None },
        { "decoded YOLO", 2, (int)ScoreActivation.None, CandidateFlags.Objectness },
        { "rows of values", 2, (int)ScoreActivation.None, CandidateFlags.Transposed },
        { "YOLOX", 2, (int)ScoreActivation.Sigmoid, CandidateFlags.Objectness | CandidateFlags.Exponential },
        { "sides", 2, (int)ScoreActivation.Sigmoid, CandidateFlags.Corners },
        { "pose", 1, (int)ScoreActivation.Sigmoid, CandidateFlags.PointScores | CandidateFlags.YFirst | CandidateFlags.Exponential },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Candidates_follow_their_formulas(string way, int classes, int activation, CandidateFlags flags)
    {
        bool background = activation == (int)ScoreActivation.Softmax;
        int scores = classes + (background ? 1 : 0) + (flags.HasFlag(CandidateFlags.Objectness) ? 1 : 0);
        const int Points = 2;
        int pointValues = flags.HasFlag(CandidateFlags.PointScores) ? 3 : 2;
        int channels = scores + 4 + (Points * pointValues);
        CandidateGroup group = new(0, Rows * Columns, new ValuePlace(0, 0), new ValuePlace(0, scores), new ValuePlace(0, scores + 4), null, TwoAnchors);
        CandidateGroup first = group with { Anchors = TwoAnchors with { Rows = 4 } };
        CandidateGroup second = group with { Begin = 4 * Columns * 2, Anchors = TwoAnchors with { Rows = (Rows / 2) - 4, Anchors = [new Anchor(0, 0, 2, 2), new Anchor(7, 20, 9, 9)] } };
        CandidatesHead head = new(new ClassScores(classes, (ScoreActivation)activation, background), flags, Points, pointValues, 0.75f, 0.25f, 0.125f, [first, second]);
        Check(way, head, channels);
    }

    [Fact]
    public void Anchors_may_be_values_of_an_output()
    {
        CandidateGroup group = new(0, Rows * Columns, new ValuePlace(0, 0), new ValuePlace(0, 2), null, new ValuePlace(0, 6), new AnchorGrid(Rows, Columns, 0, 0, [new Anchor(0, 0, 0, 0)]));
        Check("values", new CandidatesHead(new ClassScores(1, ScoreActivation.None, true), CandidateFlags.Corners, 0, 2, 1, 1, 1, [group]), 10, scale: 1 / 128f, zeroPoint: -100);
    }

    private static void Check(string way, CandidatesHead head, int channels, float scale = 0.03125f, int zeroPoint = -20)
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(Rows, Columns, channels, scale, zeroPoint, head));
        engine.Model.PointCount.ShouldBe(head.Points);
        CandidateReference reference = new(head, Rows, Columns, scale, zeroPoint);
        for (int seed = 0; seed < 3; seed++)
        {
            byte[] input = new byte[Rows * Columns * channels];
            new Random(seed).NextBytes(input);
            engine.Run(input);
            ReferenceBox[] expected = [.. reference.Decode((sbyte[])(object)input).Where(box => box.Probability * 65536 > Threshold + 8).OrderByDescending(box => box.Probability)];
            int[][] found = Boxes(engine.Model, Rows * Columns, 65536);
            found.Length.ShouldBeInRange(expected.Length, expected.Length + 12, $"{way}, seed {seed}");
            found.Select(box => box[BoxField.Probability]).ShouldBe(found.Select(box => box[BoxField.Probability]).OrderDescending());
            List<int[]> left = [.. found];
            foreach (ReferenceBox box in expected)
            {
                int match = left.FindIndex(candidate => IsSame(candidate, box));
                match.ShouldBeGreaterThanOrEqualTo(0, $"{way}, seed {seed}: {box}");
                left.RemoveAt(match);
            }

            CheckSuppression(engine.Model, found);
        }
    }

    /// <summary>What stays is what stays of all candidates.</summary>
    private static void CheckSuppression(Model model, int[][] all)
    {
        const int Overlap = (int)(0.45f * 65536);
        List<int[]> expected = [];
        foreach (int[] box in all)
        {
            if (expected.All(kept => kept[0] != box[0] || !Overlaps(kept, box, Overlap)))
            {
                expected.Add(box);
            }
        }

        Boxes(model, 5, Overlap).Select(Text).ShouldBe(expected.Take(5).Select(Text));
        Boxes(model, 40, Overlap).Select(Text).ShouldBe(expected.Take(40).Select(Text));
    }

    private static bool IsSame(int[] found, ReferenceBox box) =>
        found[BoxField.Class] == box.Class && Math.Abs((found[BoxField.Probability] / 65536.0) - box.Probability) < 1e-4
        && new[] { (BoxField.Left, box.Left), (BoxField.Top, box.Top), (BoxField.Right, box.Right), (BoxField.Bottom, box.Bottom) }.All(side => IsNear(found[side.Item1], side.Item2))
        && box.Points.Select((point, i) => (point, At: BoxField.Count + (i * PointField.Count))).All(p =>
            IsNear(found[p.At + PointField.X], p.point.X) && IsNear(found[p.At + PointField.Y], p.point.Y)
            && Math.Abs((found[p.At + PointField.Probability] / 65536.0) - p.point.Probability) < 1e-4);

    /// <summary>Within two sixteenths of a pixel: sizes and centres are cut to sixteenths, one after another.</summary>
    private static bool IsNear(int sixteenths, double pixels) => Math.Abs(sixteenths - (pixels * 16)) <= 2.1;

    [Fact]
    public void Landmarks_are_one_object_around_its_points()
    {
        CandidateGroup group = new(0, 1, new ValuePlace(0, 0), null, new ValuePlace(0, 1), null, new AnchorGrid(1, 1, 0, 0, [new Anchor(0, 0, 1, 1)]));
        CandidatesHead head = new(new ClassScores(1, ScoreActivation.Sigmoid, false), CandidateFlags.None, 3, 3, 1, 1, 1, [group]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(2, 25, 1, 0.25f, 0, head));
        byte[] input = new byte[50];
        new sbyte[] { 8, 40, 4, 99, 12, 2, 99, 90, 7, 99 }.Select(v => (byte)v).ToArray().CopyTo(input, 0); // logit 2; points (10, 1), (3, 0.5), (22.5, 1.75)

        DetectedObject found = Detector(engine, input).Detect().ShouldHaveSingleItem();

        ((double)found.Score).ShouldBe(1 / (1 + Math.Exp(-2)), 1e-3);
        found.Points.Select(p => (p.X * 25, p.Y * 2)).ShouldBe([(10f, 1f), (3f, 0.5f), (22.5f, 1.75f)]);
        (found.Left * 25, found.Top * 2, found.Right * 25, found.Bottom * 2).ShouldBe((3f, 0.5f, 22.5f, 1.75f));
        found.Points.ShouldAllBe(point => point.Score == found.Score);
    }

    /// <summary>MoveNet with its decoder in it: y, x and a probability of each point, and none of the object.</summary>
    [Fact]
    public void Poses_without_a_score_are_as_probable_as_their_points()
    {
        CandidateGroup group = new(0, 1, null, null, new ValuePlace(0, 0), null, new AnchorGrid(1, 1, 0, 0, [new Anchor(0, 0, 16, 8)]));
        CandidatesHead head = new(new ClassScores(1, ScoreActivation.None, false), CandidateFlags.YFirst | CandidateFlags.PointScores, 3, 3, 1, 1, 1, [group]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(8, 16, 1, 1 / 128f, 0, head));
        byte[] input = new byte[128];
        new byte[] { 32, 64, 127, 64, 32, 96, 16, 120, 32 }.CopyTo(input, 0);

        DetectedObject found = Detector(engine, input).Detect().ShouldHaveSingleItem();

        ((double)found.Score).ShouldBe((127 + 96 + 32) / 3.0 / 128, 1e-3);
        found.Points.Select(p => (p.X, p.Y)).ShouldBe([(0.5f, 0.25f), (0.25f, 0.5f), (120 / 128f, 0.125f)]);
        (found.Left, found.Top, found.Right, found.Bottom).ShouldBe((0.25f, 0.25f, 0.5f, 0.5f)); // the third is less probable than the threshold of 0.3
    }

    [Fact]
    public void Heat_maps_have_their_points_where_they_are_largest()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(12, 16, 5, head: new HeatmapsHead(5, ScoreActivation.None)));
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] input = new byte[12 * 16 * 5];
            new Random(seed).NextBytes(input);
            DetectedObject found = Detector(engine, input).Detect().ShouldHaveSingleItem();
            int[] cells = Enumerable.Range(0, 5).Select(map => Enumerable.Range(0, 12 * 16).MaxBy(cell => (sbyte)input[(cell * 5) + map])).ToArray();
            found.Points.Select(p => (p.X * 16, p.Y * 12)).ShouldBe(cells.Select(cell => ((cell % 16) + 0.5f, (cell / 16) + 0.5f)), $"seed {seed}");
            found.Points.Select(p => p.Score).ShouldBe(cells.Select((cell, map) => ((sbyte)input[(cell * 5) + map] + 128) / 256f));
            ((double)found.Score).ShouldBe(found.Points.Average(p => (double)p.Score), 1e-4);
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Cells_that_touch_are_one_object(int classes, bool background)
    {
        const int Size = 16;
        int channels = classes + (background ? 1 : 0);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(Size, Size, channels, head: new FomoHead(new ClassScores(classes, ScoreActivation.None, background))));
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            byte[] input = [.. Enumerable.Range(0, Size * Size * channels).Select(_ => (byte)(sbyte)(random.NextDouble() < 0.06 ? random.Next(0, 128) : -128))];
            engine.Run(input);
            int[][] found = Boxes(engine.Model, Size * Size, 0, 32768);
            found.Select(Text).ShouldBe(Objects(input, Size, channels, classes, background ? 1 : 0).Select(Text), $"seed {seed}");
            Boxes(engine.Model, 3, 0, 32768).Select(Text).ShouldBe(found.Take(3).Select(Text));
        }
    }

    /// <summary>Of a picture of a pixel a cell: the most probable cell that is in no object of its class begins one, which grows over all that touch it.</summary>
    private static IEnumerable<int[]> Objects(byte[] output, int size, int channels, int classes, int firstClass)
    {
        List<(int Class, sbyte Value, int X, int Y)> cells = Enumerable.Range(0, size * size).SelectMany(cell => Enumerable.Range(0, classes).Select(class_ => (
            Class: class_, Value: (sbyte)output[(cell * channels) + firstClass + class_], X: cell % size, Y: cell / size))).Where(c => c.Value >= 0).ToList();
        List<int[]> objects = [];
        foreach ((int Class, sbyte Value, int X, int Y) seed in cells.OrderByDescending(c => c.Value)) // stable: of equal ones the first
        {
            bool IsFree((int Class, sbyte Value, int X, int Y) c) =>
                c.Class == seed.Class && !objects.Any(o => o[0] == c.Class && c.X * 16 >= o[2] && c.Y * 16 >= o[3] && (c.X + 1) * 16 <= o[4] && (c.Y + 1) * 16 <= o[5]);
            if (!IsFree(seed))
            {
                continue;
            }

            (int left, int top, int right, int bottom) = (seed.X, seed.Y, seed.X, seed.Y);
            for (bool grows = true; grows;)
            {
                grows = false;
                foreach ((int Class, sbyte Value, int X, int Y) c in cells.Where(IsFree).Where(c => c.X >= left - 1 && c.X <= right + 1 && c.Y >= top - 1 && c.Y <= bottom + 1))
                {
                    grows |= c.X < left || c.X > right || c.Y < top || c.Y > bottom;
                    (left, top, right, bottom) = (Math.Min(left, c.X), Math.Min(top, c.Y), Math.Max(right, c.X), Math.Max(bottom, c.Y));
                }
            }

            objects.Add([seed.Class, (seed.Value + 128) * 256, left * 16, top * 16, (right + 1) * 16, (bottom + 1) * 16]);
        }

        return objects;
    }

    private static ObjectDetector Detector(HostEngine engine, byte[] input) => new(engine.Model, new TensorInput(engine.Model, input));

    private static int[][] Boxes(Model model, int capacity, int overlap, int threshold = Threshold)
    {
        int stride = BoxField.Count + (model.PointCount * PointField.Count);
        int[] fields = new int[capacity * stride];
        int count = Native.Detect(model.Handle, fields, threshold, overlap);
        return [.. fields.Chunk(stride).Take(count)];
    }

    private static string Text(int[] box) => string.Join(' ', box);

    private static bool Overlaps(int[] a, int[] b, int overlap)
    {
        static long Area(int[] box) => (long)(box[BoxField.Right] - box[BoxField.Left]) * (box[BoxField.Bottom] - box[BoxField.Top]);
        long width = Math.Min(a[BoxField.Right], b[BoxField.Right]) - Math.Max(a[BoxField.Left], b[BoxField.Left]);
        long height = Math.Min(a[BoxField.Bottom], b[BoxField.Bottom]) - Math.Max(a[BoxField.Top], b[BoxField.Top]);
        long shared = width > 0 && height > 0 ? width * height : 0;
        return shared * 65536 > (Area(a) + Area(b) - shared) * overlap;
    }
}
