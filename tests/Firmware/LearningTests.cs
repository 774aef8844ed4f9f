// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Boards;
using MCUNetV2.Camera;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Inference;
using MCUNetV2.Learning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Classes that are learnt on the device, from a handful of frames.</summary>
public class LearningTests
{
    [Fact]
    public void A_vector_is_of_the_class_whose_mean_is_nearest()
    {
        FeatureClassifier learned = new(2, 3);
        learned.Classify(Vector(0, 0)).ShouldBe(-1);
        Learn(learned, 0, (-100, 0), (-80, 0));
        Learn(learned, 2, (90, 10), (110, -10));

        learned.Classify(Vector(-20, 0)).ShouldBe(0);
        learned.Margin.ShouldBeGreaterThan(0);
        learned.Classify(Vector(100, 0)).ShouldBe(2);
        learned.Margin.ShouldBe(65536);
        learned.Distance.ShouldBe(0);
        learned.Classify(Vector(40, 0)).ShouldBe(2);
        learned.Examples.ShouldBe(4);
        learned.ExamplesOf(1).ShouldBe(0);
    }

    /// <summary>The second feature separates the classes by more, but varies as much within them.</summary>
    [Fact]
    public void What_varies_within_classes_counts_less()
    {
        FeatureClassifier learned = new(2, 2);
        Learn(learned, 0, (-30, -100), (-30, 40), (-31, -60), (-29, 0));
        Learn(learned, 1, (30, 100), (30, -40), (31, 60), (29, 0));

        learned.Classify(Vector(-30, 70)).ShouldBe(0);
        learned.Classify(Vector(30, -70)).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(160)]
    [InlineData(FeatureClassifier.MostFeatures)]
    public void Distances_of_the_farthest_vectors_do_not_overflow(int features)
    {
        FeatureClassifier learned = new(features, 2);
        for (int i = 0; i < 300; i++)
        {
            learned.Learn(0, [.. Enumerable.Repeat((byte)0x80, features)]);
            learned.Learn(1, [.. Enumerable.Repeat((byte)0x7F, features)]);
        }

        learned.Classify([.. Enumerable.Repeat((byte)0x80, features)]).ShouldBe(0);
        learned.Margin.ShouldBe(65536);
        learned.Classify([.. Enumerable.Repeat((byte)0x7F, features)]).ShouldBe(1);
        learned.Distance.ShouldBe(0);
    }

    [Fact]
    public void It_agrees_with_the_same_in_floating_point()
    {
        const int Features = 40;
        const int Classes = 4;
        Random random = new(3);
        double[][] centres = Enumerable.Range(0, Classes).Select(_ => Enumerable.Range(0, Features).Select(_ => random.NextDouble() * 100 - 50).ToArray()).ToArray();
        double[] spread = Enumerable.Range(0, Features).Select(_ => 2 + (random.NextDouble() * 40)).ToArray();
        byte[] Draw(int label) => [.. centres[label].Zip(spread, (centre, width) => (byte)(sbyte)Math.Clamp(centre + (width * (random.NextDouble() - 0.5) * 3.5), -128, 127))];
        FeatureClassifier learned = new(Features, Classes);
        byte[][][] examples = Enumerable.Range(0, Classes).Select(label => Enumerable.Range(0, 6 + label).Select(_ => Draw(label)).ToArray()).ToArray();
        for (int label = 0; label < Classes; label++)
        {
            foreach (byte[] vector in examples[label])
            {
                learned.Learn(label, vector);
            }
        }

        double[][] means = examples.Select(group => Enumerable.Range(0, Features).Select(i => group.Average(vector => (double)(sbyte)vector[i])).ToArray()).ToArray();
        double[] variances = Enumerable.Range(0, Features).Select(i => examples.Select((group, label) => group.Sum(vector => Math.Pow((sbyte)vector[i] - means[label][i], 2))).Sum() / examples.Sum(group => group.Length)).ToArray();
        double mean = variances.Average();
        for (int trial = 0; trial < 400; trial++)
        {
            byte[] vector = Draw(trial % Classes);
            double[] distances = means.Select(centre => centre.Select((value, i) => Math.Pow((sbyte)vector[i] - value, 2) * mean / ((4 * variances[i]) + mean)).Sum()).ToArray();
            double[] order = distances.Order().ToArray();
            if (order[1] > order[0] * 1.05)
            {
                learned.Classify(vector).ShouldBe(Array.IndexOf(distances, order[0]));
                (learned.Margin / 65536.0).ShouldBe(1 - (order[0] / order[1]), 0.03);
            }
        }
    }

    [Fact]
    public void A_class_is_forgotten_as_if_it_had_never_been_shown()
    {
        FeatureClassifier learned = new(2, 2);
        Learn(learned, 0, (-50, 3), (-40, -5));
        byte[] before = learned.Save(1);
        Learn(learned, 1, (100, -128), (-77, 127));
        learned.Forget(1);

        learned.Save(1).ShouldBe(before);
    }

    [Fact]
    public void What_was_learnt_survives_and_nothing_else_is_taken_for_it()
    {
        FeatureClassifier learned = new(3, 2);
        learned.Learn(1, Bytes(5, -6, 7));
        byte[] saved = learned.Save(key: 77);
        saved.Length.ShouldBe(learned.SavedBytes);
        FeatureClassifier restored = new(3, 2);

        restored.Restore(null, 77).ShouldBeFalse();
        restored.Restore(saved, 78).ShouldBeFalse();
        restored.Restore(saved[..^1], 77).ShouldBeFalse();
        new FeatureClassifier(3, 3).Restore(saved, 77).ShouldBeFalse();
        new FeatureClassifier(4, 2).Restore(saved, 77).ShouldBeFalse();
        for (int bit = 0; bit < saved.Length * 8; bit++)
        {
            byte[] damaged = (byte[])saved.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            restored.Restore(damaged, 77).ShouldBeFalse($"bit {bit}");
        }

        restored.Examples.ShouldBe(0);
        restored.Restore([.. saved, 9, 9], 77).ShouldBeTrue();
        restored.Save(77).ShouldBe(saved);
    }

    [Fact]
    public void Its_memory_is_what_it_says()
    {
        new FeatureClassifier(160, 4).MemoryBytes.ShouldBe(7056);
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureClassifier(FeatureClassifier.MostFeatures + 1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureClassifier(8, 0));
        Should.Throw<ArgumentException>(() => new FeatureClassifier(8, 1).Learn(0, new byte[7])).Message.ShouldContain("7 features, not 8");
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureClassifier(8, 1).Learn(1, new byte[8]));
    }

    [Fact]
    public void Hold_the_button_show_the_thing_done()
    {
        Memory store = new();
        // The background is dark; 0 to 9 are its frames, then a bright thing and a grey one are shown.
        (bool[] lit, List<JsonElement> lines) = Run(store, frame => frame is 10 or 11 ? 250 : frame is 14 or 15 ? 120 : frame is 12 or 18 ? 240 : frame is 17 ? 124 : 5, frame => frame is 10 or 11 or 14 or 15, 20);

        lit.ShouldBe([.. Enumerable.Repeat(false, 12), true, false, false, false, false, true, true, false]);
        lines.First(line => line.GetProperty("type").GetString() == "learning").GetProperty("memoryBytes").GetInt32().ShouldBeGreaterThan(0);
        int[] things = lines.Where(line => line.TryGetProperty("thing", out _)).Select(line => line.GetProperty("thing").GetInt32()).ToArray();
        things[^3..].ShouldBe([2, 1, 0]);

        // After a restart it goes on where it was.
        (lit, lines) = Run(store, frame => frame is 1 ? 245 : frame is 2 ? 118 : 6, _ => false, 4);
        lit.ShouldBe([false, true, true, false]);
        lines.First(line => line.GetProperty("type").GetString() == "learning").GetProperty("things").GetInt32().ShouldBe(2);
    }

    private static (bool[] Lit, List<JsonElement> Lines) Run(ILearningStore store, Func<int, int> brightness, Func<int, bool> button, int frames)
    {
        Lamp camera = new();
        List<JsonElement> lines = new();
        SimulatedBoard board = new(camera, frames, line => lines.Add(JsonDocument.Parse(line).RootElement)) { Store = store };
        List<bool> lit = new();
        board.FrameDue += frame =>
        {
            lit.Add(board.IsLit);
            camera.Brightness = (byte)brightness(frame);
            board.IsButtonPressed = button(frame);
        };
        HostEngine.Link(TestModels.Identity(2, 2, 1));
        Board.Use(board);

        WakeWordDemo.Program.Main();

        lines.ShouldAllBe(line => line.GetProperty("type").GetString() != "error");
        return ([.. lit.Skip(1), board.IsLit], lines);
    }

    private static void Learn(FeatureClassifier learned, int label, params (int X, int Y)[] points)
    {
        foreach ((int x, int y) in points)
        {
            learned.Learn(label, Vector(x, y)).ShouldBeTrue();
        }
    }

    private static byte[] Vector(int x, int y) => Bytes(x, y);

    private static byte[] Bytes(params int[] values) => [.. values.Select(value => (byte)(sbyte)value)];

    private sealed class Memory : ILearningStore
    {
        private byte[]? _bytes;

        public byte[] Read(int count) => _bytes is { } bytes && bytes.Length >= count ? bytes[..count] : null!;

        public void Write(byte[] bytes) => _bytes = bytes;
    }

    /// <summary>A camera that sees one even grey.</summary>
    private sealed class Lamp : IFrameSource
    {
        public byte Brightness { get; set; }

        public int Width => 16;

        public int Height => 16;

        public PixelFormat Format => PixelFormat.Gray8;

        public bool CanRewind => false;

        public void StartFrame()
        {
        }

        public int ReadRows(byte[] buffer, int rows)
        {
            Array.Fill(buffer, Brightness);
            return rows;
        }

        public void Rewind() => throw new InvalidOperationException();

        public void EndFrame()
        {
        }
    }
}
