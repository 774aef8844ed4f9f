// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>
/// What a network's training did to pixels of 0 to 1: (pixel - mean) / deviation. It becomes the network's first operator, a depthwise 1x1
/// convolution, so that the device feeds pixels as they are.
/// </summary>
/// <param name="Mean">One a channel, or one for all.</param>
/// <param name="Deviation">As many.</param>
public sealed record PixelNormalization(ImmutableArray<float> Mean, ImmutableArray<float> Deviation)
{
    /// <summary>Nothing: the network takes 0 to 1.</summary>
    public static PixelNormalization None => new([], []);

    /// <summary>What becomes of a pixel's channel.</summary>
    public float Apply(float pixel, int channel) =>
        Mean.IsEmpty ? pixel : (pixel - Mean[Mean.Length == 1 ? 0 : channel]) / Deviation[Mean.Length == 1 ? 0 : channel];

    /// <summary>Adds it to a network whose input is a picture of 0 to 1.</summary>
    /// <returns>The tensor that takes the input's place.</returns>
    /// <exception cref="UnsupportedModelException">It has numbers for other channels than the picture has.</exception>
    public int AddTo(FloatGraphBuilder builder, int input)
    {
        int channels = builder.Tensors[input].Channels;
        if (Mean.IsEmpty)
        {
            return input;
        }

        return Mean.Length == channels || Mean.Length == 1
            ? builder.Convolution(
                "normalization", input, FloatWindow.Square(1, 1), depthwise: true, [.. Each(Deviation, channels).Select(value => 1 / value)],
                [.. Each(Mean, channels).Zip(Each(Deviation, channels), (mean, deviation) => -mean / deviation)])
            : throw new UnsupportedModelException($"the normalisation has {Mean.Length} numbers; the picture has {channels} channels");
    }

    /// <summary>One number stands for every channel.</summary>
    private static ImmutableArray<float> Each(ImmutableArray<float> values, int channels) =>
        values.Length == channels ? values : [.. Enumerable.Repeat(values[0], channels)];
}
