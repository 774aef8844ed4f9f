// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Import;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Training.Networks;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Weights;

/// <summary>Networks as others deploy them, ONNX and .tflite, to begin with; batch normalisation is folded in already.</summary>
internal static class GraphBackbone
{
    /// <param name="path">A float .onnx, or a float or int8 .tflite.</param>
    /// <param name="pixels">What the network takes for a black and a white pixel; an int8 network says so itself.</param>
    /// <exception cref="InvalidDataException">The file is no such network.</exception>
    public static Backbone Load(string path, (float Low, float High) pixels)
    {
        try
        {
            if (!Path.GetExtension(path).Equals(".tflite", StringComparison.OrdinalIgnoreCase))
            {
                return Of(path, OnnxImporter.Import(OnnxReader.ReadFile(path), new OnnxOptions()).Graph, pixels);
            }

            TfLiteModel model = TfLiteReader.ReadFile(path);
            TfLiteTensor input = model.Main.Tensors[model.Main.Inputs[0]];
            return input.Type == TfLiteType.INT8 && input.Quantization is { } quantization
                ? Of(path, DequantizedGraph.From(model), (Real(quantization, sbyte.MinValue), Real(quantization, sbyte.MaxValue)))
                : Of(path, TfLiteFloatImporter.Import(model, (_, tensor) => tensor, []), pixels);
        }
        catch (Exception exception) when (exception is ModelFormatException or UnsupportedModelException or NotSupportedException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <param name="path">For messages.</param>
    /// <param name="graph">The network.</param>
    /// <param name="pixels">What it takes for a black and a white pixel.</param>
    public static Backbone Of(string path, FloatGraph graph, (float Low, float High) pixels)
    {
        BackboneLayer[] layers = [.. graph.Operators.OfType<FloatConvolution>().Select(step => Layer(graph, step))];
        (StoredTensor, StoredTensor)? output = graph.Operators.OfType<FloatFullyConnected>().LastOrDefault() is { } last
            ? (new StoredTensor([last.Bias.Length, last.Weights.Length / last.Bias.Length], [.. last.Weights]), new StoredTensor([last.Bias.Length], [.. last.Bias]))
            : null;
        return layers.Length > 0
            ? new Backbone(path, layers, pixels.Low, pixels.High, output)
            : throw new InvalidDataException($"{path}: has no convolution");
    }

    private static BackboneLayer Layer(FloatGraph graph, FloatConvolution step)
    {
        using Tensor weights = GraphOperators.ToTorch(graph, step)!;
        return new BackboneLayer(
            graph.Tensors[step.Output].Name, Place: "", step.Depthwise, weights.shape, [.. weights.data<float>()], Gain: null, [.. step.Bias], Mean: null, Variance: null);
    }

    private static float Real(TfLiteQuantization quantization, int value) => (value - quantization.ZeroPoints[0]) * quantization.Scales[0];
}
