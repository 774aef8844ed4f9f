// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using MCUNetV2.Cli.Verbs.Quantization;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Onnx;
using Shouldly;
using Xunit;

namespace MCUNetV2.Quantization.Tests;

/// <summary>Networks that were quantised before (QuantizeLinear, DequantizeLinear) keep every integer.</summary>
public sealed class QuantizedOnnxTests
{
    private const int UInt8 = 2;
    private const int Int8 = 3;
    private const int Int32 = 6;
    private const float InputScale = 1f / 255;

    private readonly OnnxSketch _sketch = new(seed: 3);
    private byte[] _weights = [];
    private float[] _weightScales = [];
    private int[] _bias = [];

    [Fact]
    public void Integers_scales_and_zero_points_are_the_files()
    {
        (FloatNetwork network, TfLiteSubgraph model, QuantizedModel quantized) = Import(Network());
        using FloatNetwork held = network;

        TfLiteOperator conv = model.Operators[0];
        conv.Code.ShouldBe(BuiltinOperator.CONV_2D);
        model.Tensors[conv.Inputs[0]].Quantization!.Scales[0].ShouldBe(InputScale);
        model.Tensors[conv.Inputs[0]].Quantization!.ZeroPoints[0].ShouldBe(-128);
        // Output channels x channels x rows x columns became output channels x rows x columns x channels.
        byte[] expected = [.. Enumerable.Range(0, _weights.Length).Select(i => _weights[(i / 27 * 27) + (i % 3 * 9) + (i % 27 / 3)])];
        model.Tensors[conv.Inputs[1]].Data.ToArray().ShouldBe(expected);
        model.Tensors[conv.Inputs[1]].Quantization!.Scales.ShouldBe(_weightScales);
        MemoryMarshal.Cast<byte, int>(model.Tensors[conv.Inputs[2]].Data.Span).ToArray().ShouldBe(_bias);
        model.Tensors[conv.Outputs[0]].Quantization!.Scales[0].ShouldBe(0.03f);
        model.Tensors[conv.Outputs[0]].Quantization!.ZeroPoints[0].ShouldBe(0 - 128);
        // The pool keeps the convolution's; the sigmoid's own are prescribed, and the file's follow.
        model.Operators.Select(step => step.Code).ShouldBe(
            [BuiltinOperator.CONV_2D, BuiltinOperator.MAX_POOL_2D, BuiltinOperator.LOGISTIC, BuiltinOperator.QUANTIZE, BuiltinOperator.MEAN, BuiltinOperator.FULLY_CONNECTED]);
        quantized.Layers.Length.ShouldBe(6);
    }

    [Fact]
    public void The_engine_gives_what_onnx_runtime_gives()
    {
        (FloatNetwork network, TfLiteSubgraph model, QuantizedModel quantized) = Import(Network());
        using FloatNetwork held = network;
        IReadOnlyList<float[]> pictures = Pictures(8);

        CheckReport check = Int8Check.Of(quantized, network, pictures.Select(picture => new Sample(picture, null)));

        check.Engine.ShouldBeTrue();
        check.Outputs.ShouldHaveSingleItem().Decibels.ShouldBeGreaterThan(40);
        model.Tensors[model.Outputs[0]].Quantization!.Scales[0].ShouldBe(0.02f);
    }

    [Fact]
    public void Weights_with_a_zero_point_are_refused()
    {
        Should.Throw<UnsupportedModelException>(() => Import(Network(weightZeroPoint: 3))).Message.ShouldContain("quantise them symmetrically");
    }

    private static IReadOnlyList<float[]> Pictures(int count)
    {
        Random random = new(9);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 12 * 14 * 3).Select(_ => random.Next(256) / 255f).ToArray())];
    }

    private static (FloatNetwork Network, TfLiteSubgraph Model, QuantizedModel Quantized) Import(byte[] file)
    {
        OnnxModel model = OnnxReader.Read(file);
        OnnxNetwork imported = OnnxImporter.Import(model, new OnnxOptions());
        FloatNetwork network = new(imported.Graph, new OnnxRuntimeReference(file, ".", model, imported));
        IReadOnlyList<float[]> pictures = Pictures(4);
        ReferenceCheck.Require(network.Graph, network.Reference, pictures);
        QuantizedModel quantized = Quantizer.Quantize(network.Graph, network.Reference, pictures, new QuantizationOptions { Equalize = true });
        return (network, quantized.Model.Main, quantized);
    }

    private byte[] Network(byte weightZeroPoint = 0)
    {
        OnnxSketch s = _sketch;
        string input = Pair(s.Picture(), InputScale, 0);
        _weights = s.Bytes(8 * 27);
        _weightScales = [.. Enumerable.Range(1, 8).Select(channel => 0.001f * channel)];
        _bias = [.. Enumerable.Range(0, 8).Select(channel => (channel - 3) * 10_000)];
        string weights = s.Node(
            "DequantizeLinear", [s.Raw([8, 3, 3, 3], Int8, _weights), s.Constant([8], _weightScales), s.Raw([8], Int8, [.. Enumerable.Repeat(weightZeroPoint, 8)])],
            OnnxBytes.Integer("axis", 0));
        string bias = s.Node(
            "DequantizeLinear",
            [s.Raw([8], Int32, MemoryMarshal.AsBytes<int>(_bias).ToArray()), s.Constant([8], [.. _weightScales.Select(scale => scale * InputScale)]), s.Raw([8], Int32, new byte[32])],
            OnnxBytes.Integer("axis", 0));
        string conv = Pair(s.Node("Relu", [s.Node("Conv", [input, weights, bias])]), 0.03f, 0);
        string pool = Pair(s.Node("MaxPool", [conv], OnnxBytes.Integers("kernel_shape", 2, 2), OnnxBytes.Integers("strides", 2, 2)), 0.03f, 0);
        string sigmoid = Pair(s.Node("Sigmoid", [pool]), 0.005f, 7);
        string mean = Pair(s.Node("GlobalAveragePool", [sigmoid]), 0.004f, 10);
        string dense = s.Node("DequantizeLinear", [s.Raw([4, 8], Int8, s.Bytes(32)), s.Constant([], 0.01f), s.Raw([], Int8, 0)]);
        string logits = s.Node("Gemm", [s.Node("Flatten", [mean]), dense], OnnxBytes.Integer("transB", 1));
        return s.File(13, Pair(logits, 0.02f, 128));
    }

    private string Pair(string value, float scale, byte zeroPoint)
    {
        string factor = _sketch.Constant([], scale);
        string zero = _sketch.Raw([], UInt8, zeroPoint);
        return _sketch.Node("DequantizeLinear", [_sketch.Node("QuantizeLinear", [value, factor, zero]), factor, zero]);
    }
}
