using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Symmetric int8 weights, one scale an output channel, or one for all.</summary>
/// <param name="Values">In the order of the float weights, -127 to 127.</param>
/// <param name="Scales">One a channel, or one for all.</param>
/// <param name="Depthwise">Whether channels are the fastest axis instead of the slowest.</param>
internal sealed record ChannelWeights(ImmutableArray<sbyte> Values, ImmutableArray<float> Scales, bool Depthwise)
{
    // Channels that training switched off still need a scale; int32 biases need it not to be too small.
    private const float SmallestScale = 1e-6f;

    public static ChannelWeights Quantize(ImmutableArray<float> weights, int channels, bool depthwise)
    {
        float[] largest = new float[channels];
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = ChannelOf(i, weights.Length, channels, depthwise);
            largest[channel] = Math.Max(largest[channel], Math.Abs(weights[i]));
        }

        ImmutableArray<float> scales = [.. largest.Select(value => Math.Max(value / sbyte.MaxValue, SmallestScale))];
        ImmutableArray<sbyte> values =
        [
            .. weights.Select((weight, i) => (sbyte)Math.Clamp(
                MathF.Round(weight / scales[ChannelOf(i, weights.Length, channels, depthwise)]), -sbyte.MaxValue, sbyte.MaxValue)),
        ];
        return new ChannelWeights(values, scales, depthwise);
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

    private static int ChannelOf(int index, int count, int channels, bool depthwise) => depthwise ? index % channels : index / (count / channels);
}
