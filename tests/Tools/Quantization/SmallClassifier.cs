// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Quantization;

/// <summary>A network with one of each operator that the quantiser knows, random weights, 12 x 12 x 3 input.</summary>
internal static class SmallClassifier
{
    private const int Size = 12;

    public static FloatGraph Create(int seed)
    {
        Random random = new(seed);
        FloatGraphBuilder builder = new("small");
        int input = builder.Input("input", Size, Size, 3);
        int padded = builder.Pad("pad", input, 1, 0, 0, 1);
        int stem = builder.Convolution(
            "stem", padded, FloatWindow.Square(3, 2), false, Weights(random, 8 * 27, 27), Bias(random, 8), TfLiteActivation.RELU6);
        int deep = builder.Convolution("deep", stem, FloatWindow.Square(5, 1), true, Weights(random, 8 * 25, 25), Bias(random, 8), TfLiteActivation.RELU6);
        int point = builder.Convolution("point", deep, FloatWindow.Square(1, 1), false, Weights(random, 64, 8), Bias(random, 8), TfLiteActivation.NONE);
        int sum = builder.Add("add", point, stem, TfLiteActivation.NONE);
        int pool = builder.Pool("pool", sum, FloatWindow.Square(2, 2), maximum: true);
        int mean = builder.Mean("mean", pool);
        int logits = builder.FullyConnected("logits", mean, Weights(random, 16, 8), Bias(random, 2), TfLiteActivation.NONE);
        return builder.Build(input, builder.Softmax("probabilities", logits));
    }

    /// <summary>Random inputs, 0 to 1.</summary>
    public static IReadOnlyList<float[]> Pictures(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Picture(random))];
    }

    // Brightness differs from picture to picture: plain noise would give every picture the same answer.
    private static float[] Picture(Random random)
    {
        float[] tint = [random.NextSingle(), random.NextSingle(), random.NextSingle()];
        return [.. Enumerable.Range(0, Size * Size * 3).Select(i => tint[i % 3] * random.NextSingle())];
    }

    private static ImmutableArray<float> Weights(Random random, int count, int fanIn)
    {
        return [.. Enumerable.Range(0, count).Select(_ => ((2 * random.NextSingle()) - 1) * MathF.Sqrt(6f / fanIn))];
    }

    private static ImmutableArray<float> Bias(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
