using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Weights of a fully connected layer whose input was flattened with channels first.</summary>
internal static class DenseWeights
{
    /// <param name="weights">Inputs x outputs, or outputs x inputs when transposed.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="transposed">Whether outputs are the slow axis.</param>
    /// <param name="input">The tensor that is multiplied.</param>
    /// <returns>Outputs x inputs, inputs in height x width x channels order.</returns>
    public static ImmutableArray<float> ChannelsLast(ImmutableArray<float> weights, int outputs, bool transposed, FloatTensor input)
    {
        int inputs = weights.Length / outputs;
        int pixels = input.Height * input.Width;
        float[] arranged = new float[weights.Length];
        for (int output = 0; output < outputs; output++)
        {
            for (int i = 0; i < inputs; i++)
            {
                int channel = i / pixels;
                int pixel = i % pixels;
                arranged[(output * inputs) + (pixel * input.Channels) + channel] = weights[transposed ? (output * inputs) + i : (i * outputs) + output];
            }
        }

        return [.. arranged];
    }
}
