// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Verbs.Quantization;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Import;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tools.Tests.Onnx;
using Shouldly;
using Xunit;

namespace MCUNetV2.Quantization.Tests;

/// <summary>
/// Each ONNX operator in the forms in which exporters write it: every layer equals ONNX Runtime's, the int8 network comes close to the float one, and
/// the .tflite can be read again.
/// </summary>
public sealed class OnnxOperatorTests
{
    // Eight bits leave 40 dB and more of one layer of evenly spread values; these networks have three or four.
    private const double LeastDecibels = 24;

    private static readonly Dictionary<string, (int Opset, Func<OnnxSketch, string[]> Build)> Cases = new()
    {
        ["conv strided, asymmetric pads"] = (13, s => [s.Conv(s.Features(), 8, 6, 3, OnnxBytes.Integers("strides", 2, 3), OnnxBytes.Integers("pads", 0, 1, 2, 1))]),
        ["conv same upper"] = (7, s => [s.Conv(s.Features(), 8, 6, 4, OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Word("auto_pad", "SAME_UPPER"))]),
        ["conv same lower"] = (11, s => [s.Conv(s.Features(), 8, 6, 4, OnnxBytes.Word("auto_pad", "SAME_LOWER"))]),
        ["conv dilated"] = (13, s => [s.Conv(s.Features(), 8, 6, 3, OnnxBytes.Integers("dilations", 2, 3), OnnxBytes.Integers("pads", 2, 3, 2, 3))]),
        ["conv grouped"] = (13, s => [s.Conv(s.Features(), 2, 12, 3, OnnxBytes.Integer("group", 4))]),
        ["conv depthwise, multiplier 3"] = (13, s => [s.Conv(s.Features(), 1, 24, 3, OnnxBytes.Integer("group", 8), OnnxBytes.Integers("pads", 1, 1, 1, 1))]),
        ["conv along one dimension"] = (13, s =>
        {
            string flat = s.Node("Reshape", [s.Features(), s.Integers(1, 8, 168)]);
            return [s.Node("Conv", [flat, s.Random([5, 8, 3], 0.4f)], OnnxBytes.Integers("pads", 1, 1), OnnxBytes.Integers("strides", 2))];
        }),
        ["transposed conv 2x2"] = (13, s => [s.Node("ConvTranspose", [s.Features(), s.Random([8, 5, 2, 2], 0.5f), s.Random([5], 1)], OnnxBytes.Integers("strides", 2, 2))]),
        ["transposed conv 4x4, pads 1"] = (13, s => [s.Node("ConvTranspose", [s.Features(), s.Random([8, 5, 4, 4], 0.4f)], OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 1))]),
        ["transposed conv 3x3, output padding"] = (13, s => [s.Node("ConvTranspose", [s.Features(), s.Random([8, 5, 3, 3], 0.4f)], OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 1), OnnxBytes.Integers("output_padding", 1, 1))]),
        ["transposed conv grouped"] = (13, s => [s.Node("ConvTranspose", [s.Features(), s.Random([8, 3, 3, 3], 0.5f)], OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integer("group", 2))]),
        ["batch normalisation after conv"] = (9, s => [Normalized(s, s.Features())]),
        ["batch normalisation after a sum"] = (15, s => [Normalized(s, s.Node("Add", [s.Features(), Second(s)]))]),
        ["batch normalisation after relu, before conv"] = (13, s => [s.Conv(Normalized(s, s.Node("Relu", [s.Features()])), 8, 6, 3, OnnxBytes.Integers("pads", 1, 1, 1, 1))]),
        ["batch normalisation of a vector"] = (13, s => [Normalized(s, s.Node("Flatten", [s.Node("GlobalAveragePool", [s.Features()])]))]),
        ["normalisation by constants at the input"] = (13, s =>
        {
            string centred = s.Node("Sub", [s.Picture(), s.Constant([1, 3, 1, 1], 0.4f, 0.5f, 0.6f)]);
            return [s.Conv(s.Node("Div", [centred, s.Constant([3, 1, 1], 0.2f, 0.25f, 0.3f)]), 3, 8, 3)];
        }),
        ["relu6 by min and max"] = (8, s => [s.Node("Min", [s.Node("Max", [s.Features(), s.Constant([], 0)]), s.Constant([1], 6)])]),
        ["clip 0 to 1"] = (11, s => [s.Node("Clip", [s.Features(), s.Constant([], 0), s.Constant([], 1)])]),
        ["clip by attributes"] = (7, s => [s.Node("Clip", [s.Features()], OnnxBytes.Real("min", -0.5f), OnnxBytes.Real("max", 0.75f))]),
        ["clip away from zero"] = (13, s => [s.Node("Clip", [s.Features(), s.Constant([], 0.25f), s.Constant([], 1.5f)])]),
        ["relu of a value read twice"] = (13, s =>
        {
            string features = s.Features();
            return [s.Node("Add", [s.Node("Relu", [features]), s.Conv(features, 8, 8, 1)])];
        }),
        ["sigmoid"] = (13, s => [s.Node("Sigmoid", [s.Features()])]),
        ["tanh"] = (13, s => [s.Node("Tanh", [s.Features()])]),
        ["hard swish"] = (14, s => [s.Node("HardSwish", [s.Features()])]),
        ["hard swish in pieces"] = (11, s =>
        {
            string features = s.Features();
            string gate = s.Node("Clip", [s.Node("Add", [features, s.Constant([], 3)]), s.Constant([], 0), s.Constant([], 6)]);
            return [s.Node("Div", [s.Node("Mul", [features, gate]), s.Constant([], 6)])];
        }),
        ["hard sigmoid of torch"] = (13, s => [s.Node("HardSigmoid", [s.Features()], OnnxBytes.Real("alpha", 1 / 6f), OnnxBytes.Real("beta", 0.5f))]),
        ["hard sigmoid of keras"] = (13, s => [s.Node("HardSigmoid", [s.Features()])]),
        ["silu"] = (13, s =>
        {
            string features = s.Features();
            return [s.Node("Mul", [features, s.Node("Sigmoid", [features])])];
        }),
        ["leaky relu"] = (7, s => [s.Node("LeakyRelu", [s.Features()], OnnxBytes.Real("alpha", 0.1f))]),
        ["leaky relu by max"] = (13, s =>
        {
            string features = s.Features();
            return [s.Node("Max", [features, s.Node("Mul", [features, s.Constant([], 0.2f)])])];
        }),
        ["prelu"] = (9, s => [s.Node("PRelu", [s.Features(), s.Random([8, 1, 1], 0.3f)])]),
        ["elu"] = (13, s => [s.Node("Elu", [s.Features()])]),
        ["squeeze and excitation"] = (13, s =>
        {
            string features = s.Features();
            string pooled = s.Node("Relu", [s.Conv(s.Node("GlobalAveragePool", [features]), 8, 4, 1)]);
            return [s.Node("Mul", [features, s.Node("Sigmoid", [s.Conv(pooled, 4, 8, 1)])])];
        }),
        ["sum of three"] = (13, s => [s.Node("Sum", [s.Features(), Second(s), Second(s)])]),
        ["difference of a constant and a value"] = (13, s => [s.Node("Sub", [s.Constant([], 1), s.Features()])]),
        ["maximum of two"] = (13, s => [s.Node("Max", [s.Features(), Second(s)])]),
        ["square"] = (13, s => [s.Node("Pow", [s.Features(), s.Constant([], 2)])]),
        ["max pool of resnet"] = (13, s => [s.Node("MaxPool", [s.Node("Relu", [s.Features()])], OnnxBytes.Integers("kernel_shape", 3, 3), OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 1))]),
        ["max pool of negative values, padded"] = (13, s => [s.Node("MaxPool", [s.Features()], OnnxBytes.Integers("kernel_shape", 3, 2), OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 0))]),
        ["max pool rounded up"] = (13, s => [s.Node("MaxPool", [s.Features()], OnnxBytes.Integers("kernel_shape", 3, 3), OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integer("ceil_mode", 1))]),
        ["average pool, padding counted"] = (13, s => [s.Node("AveragePool", [s.Features()], OnnxBytes.Integers("kernel_shape", 3, 3), OnnxBytes.Integers("pads", 1, 1, 1, 1), OnnxBytes.Integer("count_include_pad", 1))]),
        ["average pool, padding not counted, not same"] = (13, s => [s.Node("AveragePool", [s.Features()], OnnxBytes.Integers("kernel_shape", 3, 3), OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integers("pads", 1, 1, 1, 1))]),
        ["average pool rounded up"] = (19, s => [s.Node("AveragePool", [s.Features()], OnnxBytes.Integers("kernel_shape", 3, 3), OnnxBytes.Integers("strides", 2, 2), OnnxBytes.Integer("ceil_mode", 1))]),
        ["global max pool"] = (13, s => [s.Node("GlobalMaxPool", [s.Features()])]),
        ["mean over rows and columns, axes as an input"] = (18, s => [s.Node("ReduceMean", [s.Features(), s.Integers(-1, 2)], OnnxBytes.Integer("keepdims", 0))]),
        ["mean over channels"] = (11, s => [s.Node("ReduceMean", [s.Features()], OnnxBytes.Integers("axes", 1))]),
        ["maximum over columns"] = (13, s => [s.Node("ReduceMax", [s.Features()], OnnxBytes.Integers("axes", 3), OnnxBytes.Integer("keepdims", 0))]),
        ["softmax over channels"] = (13, s => [s.Node("Softmax", [s.Features()], OnnxBytes.Integer("axis", 1))]),
        ["softmax over columns"] = (13, s => [s.Node("Softmax", [s.Features()], OnnxBytes.Integer("axis", -1))]),
        ["softmax of early opsets"] = (11, s => [s.Node("Softmax", [s.Node("GlobalAveragePool", [s.Features()])])]),
        ["flattened image into gemm"] = (13, s => [s.Node("Gemm", [s.Node("Flatten", [s.Features()]), s.Random([5, 8 * 12 * 14], 0.1f), s.Random([5], 1)], OnnxBytes.Integer("transB", 1))]),
        ["gemm with alpha and beta"] = (13, s => [s.Node("Gemm", [s.Node("Flatten", [s.Node("GlobalAveragePool", [s.Features()])]), s.Random([8, 5], 1), s.Random([1, 5], 1)], OnnxBytes.Real("alpha", 0.5f), OnnxBytes.Real("beta", 2))]),
        ["matmul and add of a vector"] = (13, s => [s.Node("Add", [s.Node("MatMul", [s.Node("Flatten", [s.Features()]), s.Random([8 * 12 * 14, 5], 0.1f)]), s.Random([5], 1)])]),
        ["matmul of rows"] = (13, s =>
        {
            string rows = s.Node("Transpose", [s.Node("Reshape", [s.Features(), s.Integers(0, 8, -1)])], OnnxBytes.Integers("perm", 0, 2, 1));
            return [s.Node("MatMul", [rows, s.Random([8, 6], 0.5f)])];
        }),
        ["channels last in the file"] = (13, s =>
        {
            string picture = s.Node("Transpose", [s.Features()], OnnxBytes.Integers("perm", 0, 2, 3, 1));
            string relu = s.Node("Relu", [picture]);
            return [s.Conv(s.Node("Transpose", [relu], OnnxBytes.Integers("perm", 0, 3, 1, 2)), 8, 6, 3)];
        }),
        ["channel shuffle"] = (13, s =>
        {
            string split = s.Node("Reshape", [s.Features(), s.Integers(1, 2, 4, 12, 14)]);
            string turned = s.Node("Transpose", [split], OnnxBytes.Integers("perm", 0, 2, 1, 3, 4));
            return [s.Conv(s.Node("Reshape", [turned, s.Integers(1, 8, 12, 14)]), 8, 4, 1)];
        }),
        ["squeeze and unsqueeze"] = (13, s =>
        {
            string squeezed = s.Node("Squeeze", [s.Node("GlobalAveragePool", [s.Features()]), s.Integers(3, 2)]);
            return [s.Conv(s.Node("Unsqueeze", [squeezed, s.Integers(2, 3)]), 8, 4, 1)];
        }),
        ["shape arithmetic"] = (13, s =>
        {
            string features = s.Features();
            string batch = s.Node("Unsqueeze", [s.Node("Gather", [s.Node("Shape", [features]), s.Raw([], 7, 0, 0, 0, 0, 0, 0, 0, 0)]), s.Integers(0)]);
            string shape = s.Node("Concat", [batch, s.Integers(-1)], OnnxBytes.Integer("axis", 0));
            return [s.Node("MatMul", [s.Node("Reshape", [features, shape]), s.Random([8 * 12 * 14, 4], 0.1f)])];
        }),
        ["weights behind identity and constant nodes"] = (13, s =>
        {
            string weights = s.Node("Constant", [], OnnxBytes.Tensor("value", [4, 8, 1, 1], [.. Enumerable.Range(0, 32).Select(i => ((i * 7 % 13) - 6) / 10f)]));
            return [s.Node("Conv", [s.Features(), s.Node("Identity", [weights])])];
        }),
        ["concat along channels"] = (13, s => [s.Conv(s.Node("Concat", [s.Features(), Second(s)], OnnxBytes.Integer("axis", 1)), 16, 4, 1)]),
        ["concat of a sigmoid and logits"] = (13, s => [s.Node("Concat", [s.Node("Sigmoid", [s.Features()]), Second(s)], OnnxBytes.Integer("axis", 1))]),
        ["concat with a constant"] = (13, s => [s.Node("Concat", [s.Features(), s.Random([1, 2, 12, 14], 1)], OnnxBytes.Integer("axis", 1))]),
        ["split into three, two read"] = (13, s =>
        {
            string[] parts = s.Nodes("Split", [s.Features(), s.Integers(2, 5, 1)], 3, OnnxBytes.Integer("axis", 1));
            return [s.Conv(parts[1], 5, 4, 1), parts[0]];
        }),
        ["slice with steps"] = (13, s => [s.Node("Slice", [s.Features(), s.Integers(1, 0), s.Integers(1000, -1), s.Integers(2, 3), s.Integers(2, 1)])]),
        ["slice by attributes"] = (9, s => [s.Node("Slice", [s.Features()], OnnxBytes.Integers("starts", 2), OnnxBytes.Integers("ends", 6), OnnxBytes.Integers("axes", 1))]),
        ["focus"] = (13, s =>
        {
            string picture = s.Picture();
            string Part(int row, int column) => s.Node(
                "Slice", [s.Node("Slice", [picture, s.Integers(row), s.Integers(1000), s.Integers(2), s.Integers(2)]), s.Integers(column), s.Integers(1000), s.Integers(3), s.Integers(2)]);
            return [s.Conv(s.Node("Concat", [Part(0, 0), Part(1, 0), Part(0, 1), Part(1, 1)], OnnxBytes.Integer("axis", 1)), 12, 8, 3)];
        }),
        ["gather of channels"] = (13, s => [s.Node("Gather", [s.Features(), s.Integers(6, 7, 1)], OnnxBytes.Integer("axis", 1))]),
        ["pad, then conv"] = (11, s => [s.Conv(s.Node("Pad", [s.Features(), s.Integers(0, 0, 1, 2, 0, 0, 3, 0)]), 8, 4, 3)]),
        ["pad with a value, by attributes"] = (10, s => [s.Node("Pad", [s.Features()], OnnxBytes.Integers("pads", 0, 0, 1, 2, 0, 0, 3, 0), OnnxBytes.Real("value", 0.5f))]),
        ["depth to space"] = (13, s => [s.Node("DepthToSpace", [s.Features()], OnnxBytes.Integer("blocksize", 2))]),
        ["depth to space, columns first"] = (13, s => [s.Node("DepthToSpace", [s.Features()], OnnxBytes.Integer("blocksize", 2), OnnxBytes.Word("mode", "CRD"))]),
        ["space to depth"] = (13, s => [s.Node("SpaceToDepth", [s.Features()], OnnxBytes.Integer("blocksize", 2))]),
        ["resize nearest, half pixel"] = (13, s => [s.Node("Resize", [s.Features(), "", s.Constant([4], 1, 1, 2, 2)], OnnxBytes.Word("mode", "nearest"))]),
        ["resize nearest, asymmetric floor"] = (11, s => [s.Node("Resize", [s.Features(), s.Constant([0]), s.Constant([4], 1, 1, 2, 3)], OnnxBytes.Word("mode", "nearest"), OnnxBytes.Word("coordinate_transformation_mode", "asymmetric"), OnnxBytes.Word("nearest_mode", "floor"))]),
        ["resize linear, half pixel"] = (13, s => [s.Node("Resize", [s.Features(), "", s.Constant([4], 1, 1, 2, 2)], OnnxBytes.Word("mode", "linear"))]),
        ["resize linear to sizes, corners aligned"] = (13, s => [s.Node("Resize", [s.Features(), "", "", s.Integers(1, 8, 23, 27)], OnnxBytes.Word("mode", "linear"), OnnxBytes.Word("coordinate_transformation_mode", "align_corners"))]),
        ["upsample"] = (9, s => [s.Node("Upsample", [s.Features(), s.Constant([4], 1, 1, 2, 2)], OnnxBytes.Word("mode", "nearest"))]),
        ["gray picture"] = (13, s => [s.Conv(s.Picture(channels: 1), 1, 8, 3)]),
        ["logits and probabilities"] = (13, s =>
        {
            string logits = s.Node("Flatten", [s.Node("GlobalAveragePool", [s.Features()])]);
            return [logits, s.Node("Softmax", [logits])];
        }),
        ["yolo head"] = (13, s =>
        {
            string raw = s.Node("Reshape", [s.Features(), s.Integers(1, 2, 4, 12, 14)]);
            string boxes = s.Node("Sigmoid", [s.Node("Transpose", [raw], OnnxBytes.Integers("perm", 0, 1, 3, 4, 2))]);
            string[] parts = s.Nodes("Split", [boxes, s.Integers(2, 2)], 2, OnnxBytes.Integer("axis", 4));
            string centres = s.Node("Add", [s.Node("Mul", [parts[0], s.Constant([], 2)]), s.Random([1, 1, 12, 14, 2], 1)]);
            return [s.Node("Reshape", [s.Node("Concat", [centres, parts[1]], OnnxBytes.Integer("axis", 4)), s.Integers(1, -1, 4)])];
        }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_is_read_as_onnx_runtime_runs_it(string name)
    {
        OnnxSketch sketch = new(name.Length);
        string[] outputs = Cases[name].Build(sketch);
        using FloatNetwork network = Read(sketch.File(Cases[name].Opset, outputs));
        IReadOnlyList<float[]> pictures = Pictures(network, 24, seed: 5);

        ReferenceCheck.Require(network.Graph, network.Reference, pictures);
        QuantizedModel quantized = Quantizer.Quantize(network.Graph, network.Reference, pictures, new QuantizationOptions { Equalize = true });
        CheckReport check = Int8Check.Of(quantized, network, Pictures(network, 6, seed: 6).Select(picture => new Sample(picture, null)));

        check.Outputs.Length.ShouldBe(outputs.Length);
        check.Outputs.ShouldAllBe(output => output.Decibels > LeastDecibels, $"{string.Join(", ", check.Outputs.Select(output => output.Decibels))}");
        TfLiteReader.Read(TfLiteWriter.Write(quantized.Model)).Main.Outputs.Length.ShouldBe(outputs.Length);
        TestContext.Current.SendDiagnosticMessage($"{name}: {(check.Engine ? "engine" : "simulated")}, {check.Outputs.Min(output => output.Decibels):F1} dB");
    }

    /// <summary>Sizes beyond all memory are refused by name before anything of that size is made.</summary>
    [Theory]
    [InlineData(2_000_000_000, 2)]
    [InlineData(int.MaxValue, 16)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(0, 16)]
    public void A_resize_to_sizes_that_no_tensor_has_is_refused(long height, long width)
    {
        OnnxSketch sketch = new(1);
        string output = sketch.Node("Resize", [sketch.Features(), "", "", sketch.Integers(1, 8, height, width)], OnnxBytes.Word("mode", "nearest"));

        Should.Throw<UnsupportedModelException>(() => Read(sketch.File(13, output))).Message.ShouldContain("out of range");
    }

    /// <summary>The int8 network as a float one, which quantize reads as well: the same numbers come out.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_network_as_a_float_tflite_gives_the_same_numbers(string name)
    {
        using FloatNetwork network = Read(File(name));
        IReadOnlyList<float[]> pictures = Pictures(network, 2, seed: 5);
        TfLiteModel int8 = Quantizer.Quantize(network.Graph, network.Reference, pictures, new QuantizationOptions()).Model;
        Assert.SkipWhen(network.Graph.Operators.Any(step => step is FloatActivated { Clamp: not null }), "its clip is the range of an int8 tensor");
        Assert.SkipWhen(int8.Main.Operators.Any(step => step.Code is BuiltinOperator.QUANTIZE or BuiltinOperator.PADV2), "its constants only exist in int8");
        float[][] expected = Outputs(int8, hybrid: false, pictures[0]);

        Outputs(int8, hybrid: true, pictures[0]).Zip(expected).ShouldAllBe(pair => pair.First.SequenceEqual(pair.Second));
        FloatExecutor original = new(network.Graph);
        original.Run(pictures[0]);
        SignalToNoise ratio = new();
        for (int i = 0; i < expected.Length; i++)
        {
            ratio.Add(original[network.Graph.Outputs[i]], expected[i]);
        }

        // Rounded weights are all that differs.
        ratio.Decibels.ShouldBeGreaterThan(30);
    }

    /// <summary>The file of a case, for tests that damage it.</summary>
    internal static byte[] File(string name)
    {
        OnnxSketch sketch = new(name.Length);
        return sketch.File(Cases[name].Opset, Cases[name].Build(sketch));
    }

    private static float[][] Outputs(TfLiteModel int8, bool hybrid, float[] picture)
    {
        TfLiteModel model = TfLiteReader.Read(TfLiteWriter.Write(FloatTfLite.Of(int8, hybrid)));
        FloatGraph graph = TfLiteFloatImporter.Import(model, PixelNormalization.None.AddTo, []);
        FloatExecutor executor = new(graph);
        executor.Run(picture);
        return [.. graph.Outputs.Select(output => executor[output].ToArray())];
    }

    private static FloatNetwork Read(byte[] file)
    {
        OnnxModel model = OnnxReader.Read(file);
        OnnxNetwork network = OnnxImporter.Import(model, new OnnxOptions { Folded = OnnxConstantValues.Of(file, ".", model, null) });
        return new FloatNetwork(network.Graph, new OnnxRuntimeReference(file, ".", model, network));
    }

    private static List<float[]> Pictures(FloatNetwork network, int count, int seed)
    {
        Random random = new(seed);
        int size = network.Graph.Tensors[network.Graph.Input].Count;
        // Pixels, which the device's input holds exactly.
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(_ => random.Next(256) / 255f).ToArray())];
    }

    private static string Second(OnnxSketch s) => s.Conv("x", 3, 8, 3, OnnxBytes.Integers("pads", 1, 1, 1, 1));

    private static string Normalized(OnnxSketch s, string value) =>
        s.Node("BatchNormalization", [value, s.Positive(8), s.Random([8], 1), s.Random([8], 1), s.Positive(8)], OnnxBytes.Real("epsilon", 1e-3f));
}
