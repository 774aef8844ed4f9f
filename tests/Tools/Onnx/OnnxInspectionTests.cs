// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Onnx.Reading;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Onnx;

/// <summary>An ONNX file shows all that keeps it from being quantised at once.</summary>
public class OnnxInspectionTests
{
    [Fact]
    public void All_blockers_are_named_at_once()
    {
        OnnxInspection inspection = Inspect(
            OnnxBytes.Input("x", 1, 3, 8, 8),
            OnnxBytes.Node("LayerNormalization", ["x"], "a"), OnnxBytes.Node("Relu", ["a"], "b"), OnnxBytes.Node("Loop", ["b"], "c"), OnnxBytes.Node("Relu", ["c"], "y"));
        inspection.IsReadable.ShouldBeFalse();
        inspection.Kinds.Where(kind => kind.Blocker is not null).Select(kind => kind.Kind).Order().ShouldBe(["LayerNormalization", "Loop"]);
        inspection.Kinds[0].ShouldBe(new OnnxKind("Relu", 2, 0, null));
    }

    [Fact]
    public void What_does_not_depend_on_the_picture_blocks_nothing()
    {
        OnnxInspection inspection = Inspect(
            OnnxBytes.Input("x", 1, 3, 8, 8),
            OnnxBytes.Constant("k", 1, 2), OnnxBytes.Node("Range", ["k", "k", "k"], "r"), OnnxBytes.Node("Relu", ["x"], "y"));
        inspection.IsReadable.ShouldBeTrue();
        inspection.Kinds.Single(kind => kind.Kind == "Range").Folded.ShouldBe(1);
        inspection.Parameters.ShouldBe(2);
    }

    [Fact]
    public void Inputs_block_too()
    {
        OnnxInspection inspection = Inspect(OnnxBytes.Input("x", 1, 3, 0, 0), OnnxBytes.Node("Relu", ["x"], "y"));
        inspection.InputBlocker.ShouldNotBeNull().ShouldContain("--size");
    }

    private static OnnxInspection Inspect(params byte[][] fields) => OnnxInspection.Of(OnnxReader.Read(OnnxBytes.Model(fields)));
}
