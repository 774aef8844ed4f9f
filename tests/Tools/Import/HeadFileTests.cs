// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Import.Heads;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

public class HeadFileTests
{
    [Fact]
    public void Reads_labels() => HeadFile.Parse("""{ "kind": "classifier", "labels": ["no person", "person"] }""")
        .ShouldBeOfType<ClassifierHead>().Labels.ShouldBe(["no person", "person"]);

    [Fact]
    public void Reads_anchors()
    {
        YoloHead head = HeadFile.Parse("""{ "kind": "yolo", "classes": 2, "scales": [{ "stride": 8, "anchors": [[10, 13], [16, 30.5]] }] }""")
            .ShouldBeOfType<YoloHead>();

        head.Classes.ShouldBe(2);
        head.Scales[0].Stride.ShouldBe(8);
        head.Scales[0].Anchors.ShouldBe([(10, 13), (16, 30.5f)]);
    }

    [Fact]
    public void Reads_strides_and_bins()
    {
        FcosHead head = HeadFile.Parse("{ \"kind\": \"fcos\", \"classes\": 2, \"labels\": [\"cat\", \"dog\"], \"scales\": [{ \"stride\": 8 }, { \"stride\": 16, \"bins\": 16 }] }")
            .ShouldBeOfType<FcosHead>();

        head.Classes.ShouldBe(2);
        head.Labels.ShouldBe(["cat", "dog"]);
        head.Scales.ShouldBe([new FcosScale(8, 1), new FcosScale(16, 16)]);
    }

    [Fact]
    public void Reads_candidates()
    {
        CandidatesHead head = HeadFile.Parse("""
            {
                "kind": "candidates", "classes": 1, "labels": ["palm"], "scores": "sigmoid", "background": true, "objectness": true, "box": "corners", "order": "yx",
                "exponential": true, "transposed": true, "scoreScale": 0.01, "centerScale": 0.5, "sizeScale": 0.25, "points": 7, "pointValues": 3, "pointScores": true,
                "outputs": [{ "scores": [0, 1], "boxes": [1, 2], "points": [1, 6], "grids": [
                    { "rows": 4, "columns": 3, "anchors": [[1, 2], [3, 4.5]] }, { "rows": 2, "columns": 2, "stride": 8, "corner": true, "anchors": [[8, 8]] }] }]
            }
            """).ShouldBeOfType<CandidatesHead>();

        head.Scores.ShouldBe(new ClassScores(1, ScoreActivation.Sigmoid, true));
        head.Flags.ShouldBe(CandidateFlags.Objectness | CandidateFlags.Corners | CandidateFlags.YFirst | CandidateFlags.Exponential | CandidateFlags.Transposed | CandidateFlags.PointScores);
        (head.Points, head.PointValues, head.ScoreScale, head.CenterScale, head.SizeScale).ShouldBe((7, 3, 0.01f, 0.5f, 0.25f));
        head.Groups.Select(g => (g.Begin, g.Scores, g.Box, g.Points)).ShouldBe(
            [(0, new ValuePlace(0, 1), new ValuePlace(1, 2), new ValuePlace(1, 6)), (24, new ValuePlace(0, 1), new ValuePlace(1, 2), new ValuePlace(1, 6))]);
        head.Groups[0].Anchors.Anchors.ShouldBe([new Anchor(null, null, 1, 2), new Anchor(null, null, 3, 4.5)]);
        head.Groups[1].Anchors.Anchors.ShouldBe([new Anchor(0, 0, 8, 8)]);
    }

    [Theory]
    [InlineData("""{ "kind": "fomo", "classes": 2, "background": true }""", 3)]
    [InlineData("""{ "kind": "heatmaps", "points": 4, "scores": "sigmoid" }""", 4)]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 4], "boxes": [0, 0] }] }""", 6)]
    [InlineData("""{ "kind": "candidates", "classes": 1, "transposed": true, "outputs": [{ "scores": [0, 4], "boxes": [0, 0], "unit": "pixel" }] }""", 2)]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "candidates": 1, "scores": [0, 4], "points": [0, 5] }], "points": 2 }""", 1)]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "boxes": [0, 1], "anchorList": [[1, 2, 3, 4], [5, 6, 7, 8]] }] }""", 5)]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "boxes": [0, 1], "anchorValues": [0, 1] }] }""", 5)]
    public void A_package_says_what_the_file_says(string json, int channels)
    {
        // A model of 8 x 6 pixels, the last layer of which has as many channels.
        TfLiteModel model = Net.Of((net, x) => net.Operator(
            BuiltinOperator.CONV_2D, [x.Tensor, net.Int8s([channels, 1, 1, 3], TfLiteQuantization.PerTensor(0.01f, 0), net.RandomBytes(3 * channels))],
            net.Activation([1, 8, 6, channels], 3.0), new Conv2DOptions(TfLitePadding.Same, 1, 1)));
        ModelGraph graph = TfLiteImporter.Import(model, new ImportOptions(Head: HeadFile.Parse(json)));

        Package package = PackageReader.Read(PackageWriter.Write(Schedules.Layers(graph, Target.Portable)));

        Text(package.Head).ShouldBe(Text(graph.Head));
        Text(graph.Head).ShouldNotBe(Text(null));
    }

    /// <summary>A head with all that its lists hold, which records do not compare.</summary>
    private static string Text(Head? head) => JsonSerializer.Serialize<object?>(head);

    [Fact]
    public void Candidates_must_fit_the_outputs()
    {
        TfLiteModel model = Net.Of((net, x) => Net.Convolution(net, x));
        string Refusal(string json) => Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(model, new ImportOptions(Head: HeadFile.Parse(json)))).Message;

        Refusal("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "boxes": [0, 1] }] }""").ShouldBe(
            "output 0 is 8 x 6 x 4, 192 values, which are not 48 candidates of at least 5: a box in values 1 to 4");
        Refusal("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [1, 0], "boxes": [0, 0] }] }""").ShouldBe(
            "the head speaks of output 1; the model has outputs 0 to 0");
        Refusal("""{ "kind": "candidates", "classes": 4, "outputs": [{ "scores": [0, 0], "boxes": [0, 0], "anchorList": [[1, 1, 1, 1]], "candidates": 48 }], "points": 2 }""").ShouldBe(
            "the head has 2 points and does not say which output has them");
        Refusal("""{ "kind": "candidates", "classes": 4, "outputs": [{ "scores": [0, 0], "boxes": [0, 0], "grids": [{ "rows": 7, "columns": 7, "anchors": [[1, 1]] }] }] }""").ShouldBe(
            "the head has anchors for 49 candidates; output 0 has 48");
        Refusal("""{ "kind": "candidates", "classes": 4, "outputs": [{ "boxes": [0, 0] }] }""").ShouldBe(
            "the head's candidates need scores, and boxes or points; without scores they need points with pointScores");
        Refusal("""{ "kind": "fomo", "classes": 4, "background": true }""").ShouldBe("output 0 is 8 x 6 x 4; the head's 4 classes and the background are 5 channels");
        Refusal("""{ "kind": "heatmaps", "points": 17 }""").ShouldBe("output 0 is 8 x 6 x 4; the head's 17 points are 17 channels");
    }

    [Theory]
    [InlineData("palm_detection_192", 2016, 7)]
    [InlineData("face_landmarks_192", 1, 468)]
    [InlineData("yolov8n_192", 756, 0)]
    [InlineData("yolov5_tiny_96", 567, 0)]
    [InlineData("ssd_mobilenet_v1_025_192", 3830, 0)]
    public void Fits_what_people_have(string name, int candidates, int points)
    {
        Head head = HeadFile.Read(Path.Combine(AppContext.BaseDirectory, $"{name}.json"));

        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Path($"cases/wild/{name}.tflite"), new ImportOptions(Head: head));

        CandidatesHead fitted = graph.Head.ShouldBeOfType<CandidatesHead>();
        fitted.Groups.Sum(g => g.Anchors.Rows * g.Anchors.Columns * g.Anchors.Anchors.Length).ShouldBe(candidates);
        fitted.Points.ShouldBe(points);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("""{ "kind": "ssd" }""")]
    [InlineData("""{ "kind": "classifier" }""")]
    [InlineData("""{ "kind": "classifier", "labels": [""] }""")]
    [InlineData("""{ "kind": "classifier", "names": ["a"] }""")]
    [InlineData("""{ "kind": "yolo", "classes": 1, "scales": [null] }""")]
    [InlineData("""{ "kind": "yolo", "classes": 1, "scales": [{ "stride": 8, "anchors": [[1]] }] }""")]
    [InlineData("""{ "kind": "yolo", "classes": 1, "scales": [{ "stride": 0, "anchors": [[1, 2]] }] }""")]
    [InlineData("""{ "kind": "yolo", "classes": 1, "scales": [{ "stride": 8, "anchors": [null] }] }""")]
    [InlineData("""{ "kind": "fcos", "classes": 1 }""")]
    [InlineData("""{ "kind": "fcos", "classes": 0, "scales": [{ "stride": 8 }] }""")]
    [InlineData("""{ "kind": "fcos", "classes": 1, "scales": [{ "stride": 8, "bins": 65 }] }""")]
    [InlineData("""{ "kind": "fcos", "classes": 1, "scales": [{ "stride": 8, "anchors": [[1, 2]] }] }""")]
    [InlineData("""{ "kind": "yolo", "classes": 1, "scales": [{ "stride": 8, "anchors": [[1, 2]], "bins": 2 }] }""")]
    [InlineData("""{ "kind": "fomo" }""")]
    [InlineData("""{ "kind": "fomo", "classes": 2, "scores": "tanh" }""")]
    [InlineData("""{ "kind": "heatmaps", "points": 0 }""")]
    [InlineData("""{ "kind": "heatmaps", "points": 2, "scores": "softmax" }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1 }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [null] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [255, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "box": "sides", "outputs": [{ "scores": [0, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "order": "zx", "outputs": [{ "scores": [0, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "centerScale": 0, "outputs": [{ "scores": [0, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "scoreScale": 1e9, "outputs": [{ "scores": [0, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "sizeScale": -1, "outputs": [{ "scores": [0, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "pointScores": true, "outputs": [{ "scores": [0, 0] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "unit": "inch" }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "unit": "pixel", "anchorList": [[1, 1, 1, 1]] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "anchorList": [[1, 1, 0, 1]] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "grids": [{ "rows": 0, "columns": 1, "anchors": [[1, 1]] }] }] }""")]
    [InlineData("""{ "kind": "candidates", "classes": 1, "outputs": [{ "scores": [0, 0], "grids": [{ "rows": 9999, "columns": 9999, "anchors": [[1, 1]] }] }] }""")]
    public void Refuses_what_is_no_head(string json) =>
        Should.Throw<ModelFormatException>(() => HeadFile.Parse(json)).Message.ShouldNotContain("\n");

    [Fact]
    public void Fits_the_person_detector()
    {
        Head head = HeadFile.Read(Path.Combine(AppContext.BaseDirectory, "mcunet_person_detection.json"));

        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Model("mcunet_person_detection_128x160"), new ImportOptions(Head: head));

        graph.Head.ShouldBe(head);
    }

    [Fact]
    public void Must_fit_the_outputs()
    {
        string model = SharedFiles.Model("mcunet_vww_80");
        ImportOptions options = new(Head: new ClassifierHead(["a", "b", "c"]));

        Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(model, options))
            .Message.ShouldBe("the head names 3 labels; the model's output has 2 scores");
    }
}
