// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Detection;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

public class HeadTests
{
    [Fact]
    public void A_probability_is_taken_as_it_is()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(1, 1, 3));
        engine.Run([0x80, 0x00, 0x7f]);
        engine.Model.GetScore(0).ShouldBe(0);
        engine.Model.GetScore(1).ShouldBe(32768);
        engine.Model.GetScore(2).ShouldBe(255 * 256);
    }

    [Theory]
    [InlineData(0.05f, 3)]
    [InlineData(0.2f, -20)]
    [InlineData(1.5f, 0)]
    public void Logits_become_a_softmax(float scale, int zeroPoint)
    {
        sbyte[] logits = [-100, -3, 0, 5, 90, 127];
        using HostEngine engine = HostEngine.Open(TestModels.Identity(1, 1, logits.Length, scale, zeroPoint));
        engine.Run([.. logits.Select(q => (byte)q)]);

        double[] exponentials = logits.Select(q => Math.Exp((q - 127) * (double)scale)).ToArray();
        for (int label = 0; label < logits.Length; label++)
        {
            (engine.Model.GetScore(label) / 65536.0).ShouldBe(exponentials[label] / exponentials.Sum(), 2e-5);
        }
    }

    [Fact]
    public void Labels_are_read_from_the_package()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(1, 1, 3, head: new ClassifierHead(["Katze", "café", "person"])));
        engine.Model.Head.ShouldBe(HeadKind.Classifier);
        engine.Model.GetLabel(1).ShouldBe("café");
        engine.Model.FindLabel("person").ShouldBe(2);
        engine.Model.FindLabel("dog").ShouldBe(-1);
        Should.Throw<InferenceException>(() => engine.Model.GetLabel(3)).Status.ShouldBe(EngineStatus.NotFound);
    }

    /// <summary>Whatever the head of a detector ends with, its labels are found behind it.</summary>
    [Theory]
    [InlineData("cat", "dog")]
    [InlineData("Kätzchen", "a longer name")]
    public void Objects_have_the_labels_of_their_classes(params string[] labels)
    {
        FcosHead head = new(2, [new FcosScale(8, 1)]) { Labels = [.. labels] };
        byte[] package = TestModels.Identity(3, 4, 6, 0.05f, 0, head);
        ((DetectorHead)PackageReader.Read(package).Head!).Labels.ShouldBe(labels);
        using HostEngine engine = HostEngine.Open(package);
        engine.Model.LabelCount.ShouldBe(2);
        byte[] input = Enumerable.Repeat(unchecked((byte)-100), 3 * 4 * 6).ToArray();
        input[^1] = 60; // the second class of the last cell

        DetectedObject found = new ObjectDetector(engine.Model, new TensorInput(engine.Model, input)).Detect().ShouldHaveSingleItem();

        found.Label.ShouldBe(labels[1]);
    }

    [Fact]
    public void Objects_without_labels_have_numbers()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(3, 4, 6, 0.05f, 0, new FcosHead(2, [new FcosScale(8, 1)])));
        byte[] input = Enumerable.Repeat(unchecked((byte)-100), 3 * 4 * 6).ToArray();
        input[^1] = 60;

        new ObjectDetector(engine.Model, new TensorInput(engine.Model, input)).Detect().ShouldHaveSingleItem().Label.ShouldBe("class 1");
    }

    [Fact]
    public void Boxes_follow_the_formulas_of_yolo()
    {
        const float Scale = 0.05f;
        YoloHead head = new(2, [new YoloScale(8, [(10f, 13f), (33f, 23f)])]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(3, 4, 14, Scale, 0, head));
        byte[] input = Enumerable.Repeat(unchecked((byte)-100), 3 * 4 * 14).ToArray();
        sbyte[] cell = [12, -7, 5, -9, 60, 10, 50]; // row 1, column 2, anchor 1
        Buffer.BlockCopy(cell, 0, input, (((1 * 4) + 2) * 14) + 7, 7);

        ObjectDetector detector = new(engine.Model, new TensorInput(engine.Model, input));
        DetectedObject found = detector.Detect().ShouldHaveSingleItem();

        // The "picture" is 4 x 3 pixels here, so clip the box to it as the engine does.
        double x = (2 + Sigmoid(12 * Scale)) * 8, y = (1 + Sigmoid(-7 * Scale)) * 8;
        double width = 33 * Math.Exp(5 * Scale), height = 23 * Math.Exp(-9 * Scale);
        found.ClassIndex.ShouldBe(1);
        ((double)found.Score).ShouldBe(Sigmoid(60 * Scale) * Sigmoid(50 * Scale), 1e-4);
        ((double)found.Left).ShouldBe(Math.Clamp((x - (width / 2)) / 4, 0, 1), 0.02);
        ((double)found.Right).ShouldBe(Math.Clamp((x + (width / 2)) / 4, 0, 1), 0.02);
        ((double)found.Top).ShouldBe(Math.Clamp((y - (height / 2)) / 3, 0, 1), 0.03);
        ((double)found.Bottom).ShouldBe(Math.Clamp((y + (height / 2)) / 3, 0, 1), 0.03);
    }

    [Fact]
    public void Overlapping_boxes_of_a_class_are_one_object()
    {
        const int Size = 64;
        YoloHead head = new(1, [new YoloScale(1, [(8f, 8f)])]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(Size, Size, 6, 0.1f, 0, head));
        byte[] input = Enumerable.Repeat(unchecked((byte)-120), Size * Size * 6).ToArray();
        void Put(int row, int column, sbyte objectness) =>
            Buffer.BlockCopy(new sbyte[] { 0, 0, 0, 0, objectness, 100 }, 0, input, ((row * Size) + column) * 6, 6);
        Put(20, 20, 40); // less probable, 7/9 of the area shared with the next: suppressed
        Put(20, 21, 60);
        Put(20, 26, 50); // 3/13 shared: stays
        Put(50, 50, 30);

        ObjectDetector detector = new(engine.Model, new TensorInput(engine.Model, input)) { Threshold = 0.5f };

        detector.Detect().Select(found => (int)Math.Round((found.Left + found.Right) * Size / 2 - 0.5)).ShouldBe([21, 26, 50]);
        detector.Overlap = 0.9f;
        detector.Detect().Length.ShouldBe(4);
        new ObjectDetector(engine.Model, new TensorInput(engine.Model, input), capacity: 2).Detect().Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(2)]
    public void A_crowded_object_hides_no_other(int capacity)
    {
        const int Size = 64;
        YoloHead head = new(1, [new YoloScale(1, [(64f, 64f)])]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(Size, Size, 6, 0.1f, 0, head));
        byte[] input = Enumerable.Repeat(unchecked((byte)-120), Size * Size * 6).ToArray();
        void Put(int row, int column, sbyte objectness) =>
            Buffer.BlockCopy(new sbyte[] { 0, 0, 0, 0, objectness, 100 }, 0, input, ((row * Size) + column) * 6, 6);
        for (int cell = 0; cell < 144; cell++)
        {
            Put(10 + (cell / 12), 10 + (cell % 12), 50); // more candidates than a detector holds boxes
        }

        Put(16, 16, 60);
        Put(55, 55, 30); // less probable than any of them, and overlapped by none

        ObjectDetector detector = new(engine.Model, new TensorInput(engine.Model, input), capacity);

        detector.Detect().Select(found => Math.Round(found.Right * Size)).ShouldBe([48, 64]);
    }

    [Fact]
    public void Boxes_are_those_of_suppression_over_all_candidates()
    {
        const int Size = 12;
        const int Overlap = (int)(0.45f * 65536);
        YoloHead head = new(2, [new YoloScale(4, [(20f, 12f), (9f, 30f)])]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(Size, Size, 14, 0.1f, 0, head));
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] input = new byte[Size * Size * 14];
            new Random(seed).NextBytes(input);
            engine.Run(input);
            int[][] all = Boxes(engine.Model, capacity: 2 * Size * Size, overlap: 65536); // nothing overlaps that much: every candidate
            List<int[]> expected = new();
            foreach (int[] box in all)
            {
                if (expected.All(kept => kept[0] != box[0] || !Overlaps(kept, box, Overlap)))
                {
                    expected.Add(box);
                }
            }

            Boxes(engine.Model, capacity: 7, Overlap).Select(Text).ShouldBe(expected.Take(7).Select(Text), $"seed {seed}");
            Boxes(engine.Model, capacity: 2 * Size * Size, Overlap).Select(Text).ShouldBe(expected.Select(Text), $"seed {seed}");
        }
    }

    [Fact]
    public void Distances_from_a_cells_centre_are_the_sides_of_its_box()
    {
        const float Scale = 0.0625f;
        FcosHead head = new(2, [new FcosScale(8, 1)]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(30, 40, 6, Scale, 10, head));
        byte[] input = Enumerable.Repeat(unchecked((byte)-100), 30 * 40 * 6).ToArray();
        sbyte[] cell = [26, 14, 42, 18, 20, 50]; // row 2, column 3: 1, 0.25, 2 and 0.5 strides; logits 0.625 and 2.5
        Buffer.BlockCopy(cell, 0, input, ((2 * 40) + 3) * 6, 6);

        engine.Run(input);

        // Its centre is (28, 20); the "picture" is 40 x 30 pixels.
        int[] found = Boxes(engine.Model, capacity: 4, overlap: 30000).ShouldHaveSingleItem();
        found[BoxField.Class].ShouldBe(1);
        (found[BoxField.Probability] / 65536.0).ShouldBe(Sigmoid(2.5), 1e-4);
        found[BoxField.Left].ShouldBe((28 - 8) * 16);
        found[BoxField.Top].ShouldBe((20 - 2) * 16);
        found[BoxField.Right].ShouldBe(40 * 16); // 44, beyond the border
        found[BoxField.Bottom].ShouldBe((20 + 4) * 16);
    }

    [Fact]
    public void Distances_may_be_distributions()
    {
        const float Scale = 0.125f;
        const int Bins = 5;
        FcosHead head = new(1, [new FcosScale(4, Bins)]);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(32, 32, (4 * Bins) + 1, Scale, -3, head));
        Random random = new(7);
        for (int round = 0; round < 20; round++)
        {
            byte[] input = Enumerable.Repeat(unchecked((byte)-100), 32 * 32 * 21).ToArray();
            sbyte[] cell = [.. Enumerable.Range(0, 4 * Bins).Select(_ => (sbyte)random.Next(-128, 128)), 60];
            Buffer.BlockCopy(cell, 0, input, ((4 * 32) + 4) * 21, 21);

            engine.Run(input);

            int[] found = Boxes(engine.Model, capacity: 4, overlap: 30000).ShouldHaveSingleItem();
            double[] sides = [.. cell.Take(4 * Bins).Chunk(Bins).Select(logits =>
            {
                double[] weights = [.. logits.Select(q => Math.Exp(q * (double)Scale))];
                return 64 * weights.Select((weight, bin) => weight * bin).Sum() / weights.Sum();
            })];
            ((double)found[BoxField.Left]).ShouldBe(Math.Max(0, 288 - sides[0]), 1.1, $"round {round}");
            ((double)found[BoxField.Top]).ShouldBe(Math.Max(0, 288 - sides[1]), 1.1);
            ((double)found[BoxField.Right]).ShouldBe(Math.Min(512, 288 + sides[2]), 1.1);
            ((double)found[BoxField.Bottom]).ShouldBe(Math.Min(512, 288 + sides[3]), 1.1);
        }
    }

    [Fact]
    public void Boxes_without_anchors_are_suppressed_over_all_candidates()
    {
        const int Size = 16;
        const int Overlap = (int)(0.45f * 65536);
        using HostEngine engine = HostEngine.Open(TestModels.Identity(Size, Size, 7, 0.05f, -40, new FcosHead(3, [new FcosScale(1, 1)])));
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] input = new byte[Size * Size * 7];
            new Random(seed).NextBytes(input);
            engine.Run(input);
            List<int[]> expected = [];
            foreach (int[] box in Boxes(engine.Model, capacity: Size * Size, overlap: 65536))
            {
                if (expected.All(kept => kept[0] != box[0] || !Overlaps(kept, box, Overlap)))
                {
                    expected.Add(box);
                }
            }

            expected.Count.ShouldBeInRange(8, Size * Size);
            Boxes(engine.Model, capacity: 7, Overlap).Select(Text).ShouldBe(expected.Take(7).Select(Text), $"seed {seed}");
            Boxes(engine.Model, capacity: Size * Size, Overlap).Select(Text).ShouldBe(expected.Select(Text), $"seed {seed}");
        }
    }

    private static int[][] Boxes(Model model, int capacity, int overlap)
    {
        int[] fields = new int[capacity * BoxField.Count];
        int count = Native.Detect(model.Handle, fields, 20000, overlap);
        return [.. fields.Chunk(BoxField.Count).Take(count)];
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

    [Fact]
    public void A_classifier_is_no_detector()
    {
        using HostEngine engine = HostEngine.Open(TestModels.Identity(1, 1, 3));
        Should.Throw<ArgumentException>(() => new ObjectDetector(engine.Model, new TensorInput(engine.Model, new byte[3])))
            .Message.ShouldBe("model has no head with boxes");
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
