// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Onnx;

public class OnnxImporterTests
{
    [Fact]
    public void Normalization_and_activations_fold_into_the_convolution()
    {
        // One 1x1 convolution of weight 2 and no bias; (2 x - 3) * 4 / sqrt(3 + 1) + 5 = 4 x - 1, clipped to 0 .. 6.
        FloatGraph graph = Import(
            OnnxBytes.Input("x", 1, 1, 1, 2),
            OnnxBytes.Node("Conv", ["x", "w"], "c"),
            OnnxBytes.Node("BatchNormalization", ["c", "gain", "offset", "mean", "variance"], "n", Epsilon(1)),
            OnnxBytes.Node("Clip", ["n", "zero", "six"], "y"),
            OnnxBytes.Constant("w", [1, 1, 1, 1], [2]),
            OnnxBytes.Constant("gain", [1], [4]),
            OnnxBytes.Constant("offset", [1], [5]),
            OnnxBytes.Constant("mean", [1], [3]),
            OnnxBytes.Constant("variance", [1], [3]),
            OnnxBytes.Constant("zero", [], [0]),
            OnnxBytes.Constant("six", [], [6]),
            OnnxBytes.Output("y"));

        // The output has the file's order, which a reshape of one channel keeps.
        graph.Operators[0].ShouldBeOfType<FloatConvolution>().Activation.ShouldBe(TfLiteActivation.RELU6);
        new FloatExecutor(graph).Run([1, 0.125f]).ToArray().ShouldBe([3, 0]);
    }

    [Fact]
    public void Symmetric_padding_of_a_stride_is_not_taken_for_same()
    {
        // 4 wide, kernel 3, stride 2: SAME would pad the right side only.
        FloatGraph graph = Import(
            OnnxBytes.Input("x", 1, 1, 4, 4),
            OnnxBytes.Node("Conv", ["x", "w"], "y", OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 1)),
            OnnxBytes.Constant("w", [1, 1, 3, 3], [1, 0, 0, 0, 0, 0, 0, 0, 0]),
            OnnxBytes.Output("y"));

        float[] picture = [.. Enumerable.Range(0, 16).Select(i => (float)i)];

        // The top left tap: padding for the first row and column, then pixel (1, 1).
        new FloatExecutor(graph).Run(picture).ToArray().ShouldBe([0, 0, 0, 5]);
        graph.Operators[0].ShouldBeOfType<FloatPad>();
    }

    [Fact]
    public void A_flattened_feature_map_keeps_its_channels_first_weights()
    {
        // Three channels of two pixels: the weights pick channel 1, pixel 0.
        FloatGraph graph = Import(
            OnnxBytes.Input("x", 1, 3, 1, 2),
            OnnxBytes.Node("Flatten", ["x"], "f"),
            OnnxBytes.Node("Gemm", ["f", "w", "b"], "y", OnnxBytes.Integer("transB", 1)),
            OnnxBytes.Constant("w", [1, 6], [0, 0, 1, 0, 0, 0]),
            OnnxBytes.Constant("b", [1], [0.5f]),
            OnnxBytes.Output("y"));

        // Height x width x channels: pixel 0 has channels 10, 20 and 30.
        new FloatExecutor(graph).Run([10, 20, 30, 40, 50, 60])[0].ShouldBe(20.5f);
    }

    [Fact]
    public void Depthwise_convolutions_and_sums_keep_their_channels()
    {
        FloatGraph graph = Import(
            OnnxBytes.Input("x", 1, 3, 1, 1),
            OnnxBytes.Node("Conv", ["x", "w"], "d", OnnxBytes.Integer("group", 3)),
            OnnxBytes.Node("Add", ["d", "x"], "s"),
            OnnxBytes.Node("Relu", ["s"], "y"),
            OnnxBytes.Constant("w", [3, 1, 1, 1], [3, -5, 1]),
            OnnxBytes.Output("y"));

        new FloatExecutor(graph).Run([1, 1, 1]).ToArray().ShouldBe([4, 0, 2]);
    }

    [Fact]
    public void Pixel_normalization_becomes_the_first_operator()
    {
        byte[] bytes = OnnxBytes.Model(
            OnnxBytes.Input("x", 1, 3, 1, 1), OnnxBytes.Node("GlobalAveragePool", ["x"], "y"), OnnxBytes.Output("y"));

        FloatGraph graph = OnnxImporter.Import(OnnxReader.Read(bytes), new OnnxOptions { Normalization = new PixelNormalization([0.5f, 0.25f, 0], [0.5f, 0.25f, 1]) }).Graph;

        new FloatExecutor(graph).Run([1, 1, 1]).ToArray().ShouldBe([1, 3, 1]);
    }

    [Fact]
    public void An_activation_is_fused_only_where_nothing_else_reads_the_value()
    {
        byte[][] network =
        [
            OnnxBytes.Input("x", 1, 3, 1, 1), OnnxBytes.Node("Conv", ["x", "w"], "c"), OnnxBytes.Node("Relu", ["c"], "r"),
            OnnxBytes.Constant("w", [1, 3, 1, 1], [1, -1, 0]), OnnxBytes.Output("r"),
        ];

        FloatGraph fused = Import(network);
        FloatGraph both = Import([.. network, OnnxBytes.Output("c")]);

        fused.Operators.OfType<FloatConvolution>().Single().Activation.ShouldBe(TfLiteActivation.RELU);
        both.Outputs.Length.ShouldBe(2);
        both.Operators.OfType<FloatConvolution>().Single().Activation.ShouldBe(TfLiteActivation.NONE);
        FloatExecutor executor = new(both);
        executor.Run([1, 3, 0])[0].ShouldBe(0);
        executor[both.Outputs[1]][0].ShouldBe(-2);
    }

    [Theory]
    [InlineData("strides")]
    [InlineData("dilations")]
    public void Attributes_out_of_range_are_named(string attribute)
    {
        Should.Throw<UnsupportedModelException>(() => Import(
                OnnxBytes.Input("x", 1, 3, 4, 4), OnnxBytes.Node("Conv", ["x", "w"], "y", OnnxBytes.Integers(attribute, 0, 1)),
                OnnxBytes.Constant("w", [1, 3, 1, 1], [1, 1, 1]), OnnxBytes.Output("y")))
            .Message.ShouldBe($"Conv y has {attribute} [0, 1]");
    }

    [Fact]
    public void An_attribute_of_the_wrong_type_is_named()
    {
        Should.Throw<UnsupportedModelException>(() => Import(
                OnnxBytes.Input("x", 1, 3, 4, 4), OnnxBytes.Node("Conv", ["x", "w"], "y", OnnxBytes.Real("group", 1)),
                OnnxBytes.Constant("w", [1, 3, 1, 1], [1, 1, 1]), OnnxBytes.Output("y")))
            .Message.ShouldBe("Conv y has an attribute group of the wrong type (Float instead of Int)");
    }

    [Fact]
    public void An_operator_that_is_not_known_is_named()
    {
        Should.Throw<UnsupportedModelException>(() => Import(
                OnnxBytes.Input("x", 1, 1, 1, 1), OnnxBytes.Node("LRN", ["x"], "y"), OnnxBytes.Output("y")))
            .Message.ShouldStartWith("LRN y is not supported");
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        Should.Throw<ModelFormatException>(() => OnnxReader.Read([0x3A, 0x7F, 1, 2]));
        Should.Throw<ModelFormatException>(() => OnnxReader.Read([]));
    }

    private static byte[] Epsilon(float value) => [0x0A, 7, .. "epsilon"u8, 0x15, .. BitConverter.GetBytes(value)];

    private static FloatGraph Import(params byte[][] fields) => OnnxImporter.Import(OnnxReader.Read(OnnxBytes.Model(fields)), new OnnxOptions()).Graph;
}
