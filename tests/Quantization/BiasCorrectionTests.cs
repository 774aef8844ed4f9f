// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using Shouldly;
using Xunit;

namespace MCUNetV2.Quantization.Tests;

/// <summary>Biases take back what rounding adds on average.</summary>
public class BiasCorrectionTests
{
    private const int Size = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_rounding_adds_to_the_features_on_average_is_taken_back(int seed)
    {
        FloatGraph graph = Network(seed);
        float[][] pictures = [.. Enumerable.Range(0, 48).Select(i => Picture((seed * 1000) + i))];
        float[][] others = [.. Enumerable.Range(0, 16).Select(i => Picture((seed * 1000) + 500 + i))];
        float plain = MeanShift(graph, Quantizer.Quantize(graph, pictures, new QuantizationOptions { CorrectBiases = false }), others);
        float corrected = MeanShift(graph, Quantizer.Quantize(graph, pictures, new QuantizationOptions()), others);

        corrected.ShouldBeLessThan(plain * 0.7f);
    }

    /// <summary>Mean over features of how far their means over pictures lie apart.</summary>
    private static float MeanShift(FloatGraph graph, QuantizedModel quantized, float[][] pictures)
    {
        FloatExecutor exact = new(graph);
        FloatExecutor rounded = quantized.Simulation();
        float[] shifts = new float[graph.Tensors[graph.Output].Count];
        foreach (float[] picture in pictures)
        {
            float[] wanted = exact.Run(picture).ToArray();
            float[] found = rounded.Run(picture).ToArray();
            for (int i = 0; i < shifts.Length; i++)
            {
                shifts[i] += (found[i] - wanted[i]) / pictures.Length;
            }
        }

        return shifts.Average(Math.Abs);
    }

    /// <summary>Expansions, depthwise layers and projections, as in networks that lose most.</summary>
    private static FloatGraph Network(int seed)
    {
        Random random = new(seed);
        FloatGraphBuilder builder = new("network");
        int input = builder.Input("input", Size, Size, 3);
        int tensor = Convolution(input, 3, 8, 3, TfLiteActivation.RELU6);
        for (int block = 0; block < 4; block++)
        {
            int wide = Convolution(tensor, 8, 24, 1, TfLiteActivation.RELU6);
            int filtered = builder.Convolution($"depthwise {block}", wide, FloatWindow.Square(3, 1), true, Draw(9 * 24, 1), Draw(24, 0.2), TfLiteActivation.RELU6);
            tensor = Convolution(filtered, 24, 8, 1, TfLiteActivation.NONE);
        }

        return builder.Build(input, builder.Mean("features", tensor));

        int Convolution(int from, int inputs, int outputs, int kernel, TfLiteActivation activation) => builder.Convolution(
            $"convolution {from}", from, FloatWindow.Square(kernel, 1), false, Draw(outputs * kernel * kernel * inputs, 2 / Math.Sqrt(kernel * kernel * inputs)), Draw(outputs, 0.2), activation);

        ImmutableArray<float> Draw(int count, double scale) =>
            [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.45) * scale * (1 + (3 * random.NextDouble()))))];
    }

    private static float[] Picture(int seed)
    {
        Random random = new(seed);
        float light = random.NextSingle();
        return [.. Enumerable.Range(0, Size * Size * 3).Select(_ => Math.Clamp(light + ((random.NextSingle() - 0.5f) / 2), 0, 1))];
    }
}
