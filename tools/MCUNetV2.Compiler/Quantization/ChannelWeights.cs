// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Symmetric int8 weights, one scale an output channel, or one for all.</summary>
/// <param name="Values">In the order of the float weights.</param>
/// <param name="Scales">One a channel, or one for all.</param>
/// <param name="Depthwise">Whether channels are the fastest axis instead of the slowest.</param>
internal sealed record ChannelWeights(ImmutableArray<sbyte> Values, ImmutableArray<float> Scales, bool Depthwise)
{
    /// <summary>Biases stay within a quarter of what 32 bits hold, so that sums of products still fit beside them.</summary>
    public const int LargestBias = 1 << 29;

    /// <param name="weights">The float weights.</param>
    /// <param name="bias">One an output channel.</param>
    /// <param name="inputScale">Scale of the input: a bias counts in steps of it times its weights' scale.</param>
    /// <param name="channels">Scales wanted: the output channels, or 1.</param>
    /// <param name="depthwise">Whether channels are the fastest axis.</param>
    public static ChannelWeights Quantize(ImmutableArray<float> weights, ImmutableArray<float> bias, float inputScale, int channels, bool depthwise)
    {
        float[] scales = new float[channels];
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = ChannelOf(i, weights.Length, channels, depthwise);
            scales[channel] = Math.Max(scales[channel], Math.Abs(weights[i]) / sbyte.MaxValue);
        }

        // A channel whose weights are all zero takes another's scale.
        float largest = scales.Max() is var most and > 0 ? most : 1;
        for (int i = 0; i < scales.Length; i++)
        {
            scales[i] = Math.Max(scales[i] > 0 ? scales[i] : largest, SmallestScale(bias, channels, i, inputScale));
        }

        ImmutableArray<sbyte> values =
        [
            .. weights.Select((weight, i) => (sbyte)Math.Clamp(
                MathF.Round(weight / scales[ChannelOf(i, weights.Length, channels, depthwise)]), -sbyte.MaxValue, sbyte.MaxValue)),
        ];
        return new ChannelWeights(values, [.. scales], depthwise);
    }

    /// <summary>The weights that the integers stand for.</summary>
    public ImmutableArray<float> Dequantize()
    {
        return [.. Values.Select((value, i) => value * Scales[ChannelOf(i, Values.Length, Scales.Length, Depthwise)])];
    }

    /// <summary>Biases in units of input scale x weight scale.</summary>
    public ImmutableArray<int> QuantizeBias(ImmutableArray<float> bias, float inputScale)
    {
        return [.. bias.Select((value, channel) => (int)Math.Clamp(Math.Round(value / ((double)inputScale * ScaleOf(channel))), int.MinValue, int.MaxValue))];
    }

    /// <summary>The biases that the integers stand for.</summary>
    public ImmutableArray<float> DequantizeBias(ImmutableArray<int> bias, float inputScale)
    {
        return [.. bias.Select((value, channel) => value * inputScale * ScaleOf(channel))];
    }

    private float ScaleOf(int channel) => Scales[Scales.Length == 1 ? 0 : channel];

    /// <summary>The least scale with which the biases of a channel fit.</summary>
    private static float SmallestScale(ImmutableArray<float> bias, int channels, int channel, float inputScale)
    {
        double largest = channels == 1 ? bias.Select(value => Math.Abs((double)value)).DefaultIfEmpty().Max() : Math.Abs((double)bias[channel]);
        return (float)(largest / ((double)inputScale * LargestBias));
    }

    private static int ChannelOf(int index, int count, int channels, bool depthwise) => depthwise ? index % channels : index / (count / channels);
}
