// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tests;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>Models with float or uint8 ends around an int8 body.</summary>
public class BoundaryTests
{
    [Fact]
    public void Float_ends_are_left_to_the_host()
    {
        ModelGraph graph = TfLiteImporter.Import(WithEnds(TfLiteType.FLOAT32, 0));

        graph.Operators.Select(o => o.Kind).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D]);
        graph.Boundary.InputType.ShouldBe(BoundaryType.Float32);
        graph.Boundary.OutputTypes.ShouldBe([BoundaryType.Float32]);
        (graph.Tensors[graph.Input].Scale, graph.Tensors[graph.Input].ZeroPoint).ShouldBe((0.5f, 10));
    }

    [Fact]
    public void Bytes_that_differ_by_128_need_no_operator()
    {
        ModelGraph graph = TfLiteImporter.Import(WithEnds(TfLiteType.UINT8, 138));

        graph.Operators.Select(o => o.Kind).ShouldBe([OperatorKind.Input, OperatorKind.Conv2D, OperatorKind.Lookup]);
        graph.Boundary.InputType.ShouldBe(BoundaryType.UInt8);
        graph.Boundary.OutputTypes.ShouldBe([BoundaryType.UInt8]);
        graph.Tensors[graph.Input].ZeroPoint.ShouldBe(10);
    }

    [Fact]
    public void Bytes_in_another_quantisation_become_a_table() =>
        TfLiteImporter.Import(WithEnds(TfLiteType.UINT8, 100)).Operators[1].Kind.ShouldBe(OperatorKind.Lookup);

    [Theory]
    [InlineData("mcunet_vww_80")]
    [InlineData("mcunet_person_detection_128x160")]
    [InlineData("mcunetv2_large_224")]
    public void Published_models_with_float_ends_have_the_same_body(string name)
    {
        ModelGraph plain = TfLiteImporter.Import(SharedFiles.Model(name));
        ModelGraph withEnds = TfLiteImporter.Import(SharedFiles.Model(name + "_float_io"));

        withEnds.Boundary.InputType.ShouldBe(BoundaryType.Float32);
        withEnds.Operators.Select(o => (o.Kind, o.Window, o.Output)).ShouldBe(plain.Operators.Select(o => (o.Kind, o.Window, o.Output)));
        withEnds.Tensors.Select(t => (t.Bytes, t.Scale, t.ZeroPoint)).ShouldBe(plain.Tensors.Select(t => (t.Bytes, t.Scale, t.ZeroPoint)));
    }

    /// <summary>QUANTIZE, a convolution, and back.</summary>
    private static TfLiteModel WithEnds(TfLiteType type, int zeroPoint)
    {
        TfLiteModel model = Net.Of((net, x) =>
        {
            Feature quantized = net.Operator(BuiltinOperator.QUANTIZE, [x.Tensor], net.Like(x, x.Shape));
            Feature y = Net.Convolution(net, quantized);
            BuiltinOperator back = type == TfLiteType.FLOAT32 ? BuiltinOperator.DEQUANTIZE : BuiltinOperator.QUANTIZE;
            return net.Operator(back, [y.Tensor], net.Activation(y.Shape, 0.5f, 0, 50));
        });
        TfLiteQuantization? quantization = type == TfLiteType.FLOAT32 ? null : TfLiteQuantization.PerTensor(0.5f, zeroPoint);
        model = Net.With(model, model.Main.Inputs[0], t => t with { Type = type, Quantization = quantization });
        return Net.With(model, model.Main.Outputs[0], t => t with { Type = type, Quantization = quantization });
    }
}
