// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

/// <summary>What cannot run is refused by operator or tensor, with the reason, in one line.</summary>
public class RefusalTests
{
    [Fact]
    public void An_unsupported_operator() => Refused(
        Net.Of((net, x) => net.Operator(BuiltinOperator.LSTM, [x.Tensor], net.Like(x, x.Shape))),
        "operator 0 LSTM is not supported");

    [Fact]
    public void A_custom_operator() => Refused(
        Net.WithLast(Convolution(), o => o with { Code = BuiltinOperator.CUSTOM, CustomCode = "Mystery" }),
        "operator 0 CUSTOM Mystery is not supported");

    [Fact]
    public void Detection_without_anchors() => Refused(
        Net.WithLast(Convolution(), o => o with { Code = BuiltinOperator.CUSTOM, CustomCode = "TFLite_Detection_PostProcess" }),
        "operator 0 CUSTOM TFLite_Detection_PostProcess is supported as a model's last, with boxes, scores and anchors");

    [Fact]
    public void A_float_model() => Refused(
        Net.With(Convolution(), 0, t => t with { Type = TfLiteType.FLOAT32, Quantization = null }),
        "the model's input 't0' is FLOAT32 and goes into CONV_2D; quantise the model first: mcunet quantize");

    [Fact]
    public void Float_weights() => Refused(
        Net.With(Convolution(), 1, t => t with { Type = TfLiteType.FLOAT32 }), "operator 0 CONV_2D has FLOAT32 values in 'c1'");

    [Fact]
    public void Sixteen_bit_activations() => Refused(
        Net.With(Convolution(), 2, t => t with { Type = TfLiteType.INT16 }), "operator 0 CONV_2D computes in INT16 (tensor 't2'); only INT8 is supported");

    [Fact]
    public void A_batch() => Refused(
        Net.With(Convolution(), 0, t => t with { Shape = [4, 8, 6, 3] }), "the input 't0' is a batch of 4; one image at a time is supported");

    [Fact]
    public void An_image_of_unknown_size() => Refused(
        Net.With(Convolution(), 0, t => t with { ShapeSignature = [-1, -1, -1, 3] }), "has a size that is only known at run time");

    [Fact]
    public void A_batch_of_unknown_size_is_a_batch_of_one() =>
        TfLiteImporter.Import(Net.With(Convolution(), 0, t => t with { ShapeSignature = [-1, 8, 6, 3] })).Operators.Length.ShouldBe(2);

    [Fact]
    public void A_variable() => Refused(
        Net.With(Convolution(), 2, t => t with { IsVariable = true }), "tensor 't2' keeps its value between inferences");

    [Fact]
    public void Sparse_weights() => Refused(
        Net.With(Convolution(), 1, t => t with { IsSparse = true }), "operator 0 CONV_2D has sparse values in 'c1'");

    [Fact]
    public void Weights_with_a_zero_point() => Refused(
        Net.With(Convolution(), 1, t => t with { Quantization = TfLiteQuantization.PerTensor(0.01f, 3) }),
        "operator 0 CONV_2D has weights 'c1' with a zero point other than 0");

    [Fact]
    public void Scales_along_another_dimension() => Refused(
        Net.With(Convolution(), 1, t => t with { Quantization = new([0.1f, 0.1f, 0.1f, 0.1f], [0, 0, 0, 0], 3) }),
        "operator 0 CONV_2D has 4 scales along dimension 3");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void A_scale_that_is_none(float scale) => Refused(
        Net.With(Convolution(), 0, t => t with { Quantization = TfLiteQuantization.PerTensor(scale, 0) }), "it must be positive");

    [Fact]
    public void A_shape_that_does_not_follow() => Refused(
        Net.With(Convolution(), 2, t => t with { Shape = [1, 8, 7, 4] }),
        "operator 0 CONV_2D has an output of shape 1x8x7x4; its inputs lead to 1x8x6x4");

    [Fact]
    public void A_stride_of_zero() => Refused(
        Net.WithLast(Convolution(), o => o with { Options = new Conv2DOptions(TfLitePadding.Same, 0, 1) }),
        "operator 0 CONV_2D has a stride of 0 x 1");

    [Fact]
    public void Missing_options() => Refused(
        Net.WithLast(Convolution(), o => o with { Options = null }), "operator 0 CONV_2D has no Conv2DOptions");

    [Fact]
    public void Another_fused_activation() => Refused(
        Net.WithLast(Convolution(), o => o with { Options = new Conv2DOptions(TfLitePadding.Same, 1, 1, TfLiteActivation.TANH) }),
        "operator 0 CONV_2D has the fused activation TANH");

    [Fact]
    public void Two_inputs()
    {
        TfLiteModel model = Convolution();
        Refused(model with { Subgraphs = [model.Main with { Inputs = [0, 0] }] }, "the model has 2 inputs; one is supported");
    }

    /// <summary>+128 is no int8.</summary>
    [Fact]
    public void The_least_weight_in_a_channel_with_a_negative_scale() => Refused(
        Net.With(Convolution(), 1, t => t with
        {
            Quantization = new TfLiteQuantization([0.01f, -0.01f, 0.01f, 0.01f], [0, 0, 0, 0]),
            Data = t.Data.ToArray().Select((value, i) => i == t.Data.Length / 4 ? (byte)0x80 : value).ToArray(),
        }),
        "operator 0 CONV_2D has a weight of -128 in a channel with a negative scale");

    [Fact]
    public void A_number_that_another_operator_reads() => Refused(
        Net.Of((net, x) =>
        {
            Feature index = PoolingLayers.Find(net, x, 3);
            return net.Operator(BuiltinOperator.RELU, [index.Tensor], net.Activation(index.Shape, 1));
        }),
        "computes in INT");

    private static TfLiteModel Convolution() => Net.Of((net, x) => Net.Convolution(net, x));

    private static void Refused(TfLiteModel model, string message)
    {
        string actual = Should.Throw<UnsupportedModelException>(() => TfLiteImporter.Import(model)).Message;
        actual.ShouldContain(message);
        actual.ShouldNotContain("\n");
    }
}
