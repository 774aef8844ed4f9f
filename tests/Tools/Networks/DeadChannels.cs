// SPDX-License-Identifier: MIT
namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Channels that training has killed: outputs of a convolution that are the same for every input, inputs that it does not read.</summary>
internal static class DeadChannels
{
    /// <summary>Beyond what the window of any random network adds up to.</summary>
    private const int Saturating = 1 << 26;

    /// <param name="bias">Empty, or one for each channel.</param>
    /// <param name="channels">Outputs.</param>
    /// <param name="isDepthwise">The weights' last dimension, <paramref name="last"/>, are the outputs; otherwise the inputs, and outputs the first.</param>
    public static void Plant(NetworkSketch net, sbyte[] weights, int[] bias, int channels, bool isDepthwise, int last)
    {
        // Without a draw where there are none to plant: networks of earlier seeds stay what they are.
        if (net.DeadChannels == 0)
        {
            return;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            if (!net.Chance(net.DeadChannels))
            {
                continue;
            }

            if (bias.Length > 0 && net.Chance(0.6))
            {
                bias[channel] = net.Chance(0.7) ? -Saturating : Saturating;
            }
            else
            {
                int window = weights.Length / channels;
                Clear(weights, i => (isDepthwise ? i % channels : i / window) == channel);
            }
        }

        for (int input = 0; input < last && !isDepthwise; input++)
        {
            if (net.Chance(net.DeadChannels / 4))
            {
                Clear(weights, i => i % last == input);
            }
        }
    }

    private static void Clear(sbyte[] weights, Predicate<int> which)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = which(i) ? (sbyte)0 : weights[i];
        }
    }
}
