using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Weights (output channels x input channels x rows x columns) and biases of a convolution on its way to channels last.</summary>
internal sealed record ScaledWeights(OnnxTensor Weights, ImmutableArray<float> Bias)
{
    /// <summary>With batch normalisation folded in: w g / sqrt(v + e), (b - m) g / sqrt(v + e) + o.</summary>
    public ScaledWeights Normalized(
        ImmutableArray<float> gain, ImmutableArray<float> offset, ImmutableArray<float> mean, ImmutableArray<float> variance, float epsilon)
    {
        float[] scales = [.. gain.Select((value, channel) => value / MathF.Sqrt(variance[channel] + epsilon))];
        int size = Weights.Floats.Length / scales.Length;
        return new ScaledWeights(
            Weights with { Floats = [.. Weights.Floats.Select((value, i) => value * scales[i / size])] },
            [.. Bias.Select((value, channel) => ((value - mean[channel]) * scales[channel]) + offset[channel])]);
    }

    /// <summary>Output channels x rows x columns x input channels; rows x columns x channels of a depthwise convolution.</summary>
    public ImmutableArray<float> ChannelsLast(bool depthwise)
    {
        int outputs = (int)Weights.Shape[0];
        int inputs = (int)Weights.Shape[1];
        int taps = (int)(Weights.Shape[2] * Weights.Shape[3]);
        float[] arranged = new float[Weights.Floats.Length];
        for (int i = 0; i < arranged.Length; i++)
        {
            int tap = i % taps;
            int input = i / taps % inputs;
            int output = i / taps / inputs;
            arranged[depthwise ? (tap * outputs) + output : (((output * taps) + tap) * inputs) + input] = Weights.Floats[i];
        }

        return [.. arranged];
    }
}
