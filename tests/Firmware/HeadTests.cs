using MCUNetV2.Compiler.Graph;
using MCUNetV2.Detection;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

public class HeadTests
{
    [Fact]
    public void A_probability_is_taken_as_it_is()
    {
        using var engine = HostEngine.Open(TestModels.Identity(1, 1, 3));
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
        using var engine = HostEngine.Open(TestModels.Identity(1, 1, logits.Length, scale, zeroPoint));
        engine.Run([.. logits.Select(q => (byte)q)]);

        var exponentials = logits.Select(q => Math.Exp((q - 127) * (double)scale)).ToArray();
        for (var label = 0; label < logits.Length; label++)
        {
            (engine.Model.GetScore(label) / 65536.0).ShouldBe(exponentials[label] / exponentials.Sum(), 2e-5);
        }
    }

    [Fact]
    public void Labels_are_read_from_the_package()
    {
        using var engine = HostEngine.Open(TestModels.Identity(1, 1, 3, head: new ClassifierHead(["Katze", "café", "person"])));
        engine.Model.Head.ShouldBe(HeadKind.Classifier);
        engine.Model.GetLabel(1).ShouldBe("café");
        engine.Model.FindLabel("person").ShouldBe(2);
        engine.Model.FindLabel("dog").ShouldBe(-1);
        Should.Throw<InferenceException>(() => engine.Model.GetLabel(3)).Status.ShouldBe(EngineStatus.NotFound);
    }

    [Fact]
    public void Boxes_follow_the_formulas_of_yolo()
    {
        const float Scale = 0.05f;
        var head = new YoloHead(2, [new YoloScale(8, [(10f, 13f), (33f, 23f)])]);
        using var engine = HostEngine.Open(TestModels.Identity(3, 4, 14, Scale, 0, head));
        var input = Enumerable.Repeat(unchecked((byte)-100), 3 * 4 * 14).ToArray();
        sbyte[] cell = [12, -7, 5, -9, 60, 10, 50]; // row 1, column 2, anchor 1
        Buffer.BlockCopy(cell, 0, input, (((1 * 4) + 2) * 14) + 7, 7);

        var detector = new ObjectDetector(engine.Model, new TensorInput(engine.Model, input));
        var found = detector.Detect().ShouldHaveSingleItem();

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
        var head = new YoloHead(1, [new YoloScale(1, [(8f, 8f)])]);
        using var engine = HostEngine.Open(TestModels.Identity(Size, Size, 6, 0.1f, 0, head));
        var input = Enumerable.Repeat(unchecked((byte)-120), Size * Size * 6).ToArray();
        void Put(int row, int column, sbyte objectness) =>
            Buffer.BlockCopy(new sbyte[] { 0, 0, 0, 0, objectness, 100 }, 0, input, ((row * Size) + column) * 6, 6);
        Put(20, 20, 40); // less probable, 7/9 of the area shared with the next: suppressed
        Put(20, 21, 60);
        Put(20, 26, 50); // 3/13 shared: stays
        Put(50, 50, 30);

        var detector = new ObjectDetector(engine.Model, new TensorInput(engine.Model, input)) { Threshold = 0.5f };

        detector.Detect().Select(found => (int)Math.Round((found.Left + found.Right) * Size / 2 - 0.5)).ShouldBe([21, 26, 50]);
        detector.Overlap = 0.9f;
        detector.Detect().Length.ShouldBe(4);
        new ObjectDetector(engine.Model, new TensorInput(engine.Model, input), capacity: 2).Detect().Length.ShouldBe(2);
    }

    [Fact]
    public void A_classifier_is_no_detector()
    {
        using var engine = HostEngine.Open(TestModels.Identity(1, 1, 3));
        Should.Throw<ArgumentException>(() => new ObjectDetector(engine.Model, new TensorInput(engine.Model, new byte[3])))
            .Message.ShouldBe("model has no YOLO head");
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
