// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Import.Heads;
using MCUNetV2.Compiler.Lowering;
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
        var head = HeadFile.Parse("""{ "kind": "yolo", "classes": 2, "scales": [{ "stride": 8, "anchors": [[10, 13], [16, 30.5]] }] }""")
            .ShouldBeOfType<YoloHead>();

        head.Classes.ShouldBe(2);
        head.Scales[0].Stride.ShouldBe(8);
        head.Scales[0].Anchors.ShouldBe([(10, 13), (16, 30.5f)]);
    }

    [Fact]
    public void Reads_strides_and_bins()
    {
        var head = HeadFile.Parse("{ \"kind\": \"fcos\", \"classes\": 2, \"labels\": [\"cat\", \"dog\"], \"scales\": [{ \"stride\": 8 }, { \"stride\": 16, \"bins\": 16 }] }")
            .ShouldBeOfType<FcosHead>();

        head.Classes.ShouldBe(2);
        head.Labels.ShouldBe(["cat", "dog"]);
        head.Scales.ShouldBe([new FcosScale(8, 1), new FcosScale(16, 16)]);
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
    public void Refuses_what_is_no_head(string json) =>
        Should.Throw<ModelFormatException>(() => HeadFile.Parse(json)).Message.ShouldNotContain("\n");

    [Fact]
    public void Fits_the_person_detector()
    {
        var head = HeadFile.Read(Path.Combine(AppContext.BaseDirectory, "mcunet_person_detection.json"));

        var graph = TfLiteImporter.Import(SharedFiles.Model("mcunet_person_detection_128x160"), new ImportOptions(Head: head));

        graph.Head.ShouldBe(head);
    }

    [Fact]
    public void Must_fit_the_outputs()
    {
        var model = SharedFiles.Model("mcunet_vww_80");
        var options = new ImportOptions(Head: new ClassifierHead(["a", "b", "c"]));

        Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(model, options))
            .Message.ShouldBe("the head names 3 labels; the model's output has 2 scores");
    }
}
