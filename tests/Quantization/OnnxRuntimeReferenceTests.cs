// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Tools.Tests.Onnx;
using Shouldly;
using Xunit;

namespace MCUNetV2.Quantization.Tests;

public sealed class OnnxRuntimeReferenceTests
{
    private const int Size = 14;

    private static readonly PixelNormalization Normalization = new([0.5f, 0.4f, 0.3f], [0.2f, 0.25f, 0.3f]);

    [Fact]
    public void Every_tensor_of_the_imported_graph_is_the_originals()
    {
        (byte[] file, OnnxModel model, OnnxNetwork network) = Network();
        using OnnxRuntimeReference original = new(file, ".", model, network);
        FloatExecutor executor = new(network.Graph);
        float[] picture = Picture(1);

        executor.Run(picture);
        original.Run(picture);

        for (int tensor = 0; tensor < network.Graph.Tensors.Length; tensor++)
        {
            float[] expected = original[tensor].ToArray();
            expected.Max(Math.Abs).ShouldBeGreaterThan(0);
            executor[tensor].ToArray().Zip(expected, (ours, theirs) => Math.Abs(ours - theirs)).Max().ShouldBeLessThan(1e-4f, network.Graph.Tensors[tensor].Name);
        }
    }

    [Fact]
    public void A_wrong_import_is_found_against_the_file()
    {
        (byte[] file, OnnxModel model, OnnxNetwork network) = Network();
        FloatConvolution stem = network.Graph.Operators.OfType<FloatConvolution>().First(step => !step.Depthwise);
        FloatGraph wrong = network.Graph with { Operators = network.Graph.Operators.Replace(stem, stem with { Bias = stem.Bias.SetItem(2, stem.Bias[2] + 0.5f) }) };
        using OnnxRuntimeReference original = new(file, ".", model, network with { Graph = wrong });

        Should.Throw<UnsupportedModelException>(() => ReferenceCheck.Require(wrong, original, [Picture(1)]))
            .Message.ShouldStartWith($"the layer {network.Graph.Tensors[stem.Output].Name} was read wrongly");
        ReferenceCheck.Require(network.Graph, original, [Picture(1), Picture(2)]);
    }

    /// <summary>One of each thing that the importer translates: normalisations, paddings of either kind, fused activations, a sum, pools.</summary>
    private static (byte[] File, OnnxModel Model, OnnxNetwork Network) Network()
    {
        Random random = new(7);
        float[] Weights(int count, float scale = 1) => [.. Enumerable.Range(0, count).Select(_ => scale * (random.NextSingle() - 0.4f))];
        float[] Positive(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.5f + random.NextSingle())];
        byte[] file = OnnxBytes.Model(
            OnnxBytes.Input("x", 1, 3, Size, Size),
            OnnxBytes.Node("Conv", ["x", "w"], "c", OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 1)),
            OnnxBytes.Node("BatchNormalization", ["c", "gain", "offset", "mean", "variance"], "n"),
            OnnxBytes.Node("Clip", ["n", "zero", "six"], "r"),
            OnnxBytes.Node("Conv", ["r", "e"], "d", OnnxBytes.Integer("group", 8), OnnxBytes.Integers("pads", 1, 1, 1, 1)),
            OnnxBytes.Node("Add", ["d", "r"], "s"),
            OnnxBytes.Node("Relu", ["s"], "t"),
            OnnxBytes.Node("MaxPool", ["t"], "p", OnnxBytes.Integers("kernel_shape", 2, 2), OnnxBytes.Integers("strides", 2, 2)),
            OnnxBytes.Node("Flatten", ["p"], "f"),
            OnnxBytes.Node("MatMul", ["f", "v"], "m"),
            OnnxBytes.Node("Add", ["m", "b"], "l"),
            OnnxBytes.Node("Softmax", ["l"], "y"),
            OnnxBytes.Constant("w", [8, 3, 3, 3], Weights(216)),
            OnnxBytes.Constant("gain", [8], Positive(8)),
            OnnxBytes.Constant("offset", [8], Weights(8)),
            OnnxBytes.Constant("mean", [8], Weights(8)),
            OnnxBytes.Constant("variance", [8], Positive(8)),
            OnnxBytes.Constant("zero", [], [0]),
            OnnxBytes.Constant("six", [], [6]),
            OnnxBytes.Constant("e", [8, 1, 3, 3], Weights(72)),
            OnnxBytes.Constant("v", [72, 3], Weights(216, 0.1f)),
            OnnxBytes.Constant("b", [3], Weights(3)),
            OnnxBytes.Output("y"));
        OnnxModel model = OnnxReader.Read(file);
        return (file, model, OnnxImporter.Import(model, new OnnxOptions { Normalization = Normalization }));
    }

    private static float[] Picture(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Size * Size * 3).Select(_ => random.NextSingle())];
    }
}
