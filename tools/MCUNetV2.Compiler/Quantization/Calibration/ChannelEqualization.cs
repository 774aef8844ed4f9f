// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Calibration;

/// <summary>
/// Divides each channel between two layers by a factor that the next layer's weights are multiplied by, which changes no result (where a RELU6
/// lies between them: none that calibration saw): where the
/// channels of a tensor differ widely, one scale for all leaves the small ones few steps (Nagel et al. 2019, "Data-Free Quantization Through Weight
/// Equalization and Bias Correction", section 4.1, with what calibration saw in the place of the first layer's weights, whose scales are one a channel).
/// </summary>
internal static class ChannelEqualization
{
    private const float Six = 6;

    // Beyond it, what is gained on one side is lost on the other.
    private const float LargestFactor = 1000;

    /// <param name="graph">The float network.</param>
    /// <param name="reference">Computes what it gives.</param>
    /// <param name="pictures">Inputs in the network's own units.</param>
    /// <returns>A network that gives the same outputs, and what computes all its tensors.</returns>
    public static (FloatGraph Graph, IFloatReference Reference) Apply(FloatGraph graph, IFloatReference reference, IReadOnlyList<float[]> pictures)
    {
        (FloatWeighted First, FloatWeighted Next)[] pairs = [.. Pairs(graph)];
        if (pairs.Length == 0)
        {
            return (graph, reference);
        }

        Dictionary<int, float[]> reach = pairs.ToDictionary(pair => pair.First.Output, pair => new float[pair.First.Bias.Length]);
        foreach (float[] picture in pictures)
        {
            reference.Run(picture);
            foreach ((int tensor, float[] largest) in reach)
            {
                Widen(largest, reference[tensor]);
            }
        }

        Dictionary<int, float[]> factors = pairs.ToDictionary(pair => pair.First.Output, pair => Factors(reach[pair.First.Output], pair.First, pair.Next));
        ImmutableArray<FloatOperator> operators =
        [
            .. graph.Operators.Select(step => step is FloatWeighted weighted ? Scaled(weighted, factors.GetValueOrDefault(step.Output), factors.GetValueOrDefault(step.Input)) : step),
        ];
        return (graph with { Operators = operators }, new EqualizedReference(reference, factors));
    }

    /// <summary>Layers of which the second alone reads the first, with nothing between them that a factor would not pass.</summary>
    private static IEnumerable<(FloatWeighted First, FloatWeighted Next)> Pairs(FloatGraph graph)
    {
        Dictionary<int, FloatOperator[]> readers = graph.Operators.SelectMany(step => step.Inputs.Select(input => (input, step)))
            .GroupBy(pair => pair.input, pair => pair.step).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (FloatWeighted first in graph.Operators.OfType<FloatWeighted>())
        {
            if (first is { Activation: TfLiteActivation.NONE or TfLiteActivation.RELU or TfLiteActivation.RELU6, Clamp: null, Known: null } and not FloatFullyConnected &&
                !graph.Outputs.Contains(first.Output) && graph.Tensors[first.Output].Quantization is null &&
                readers.GetValueOrDefault(first.Output) is [FloatConvolution { Known: null } next] && IsPlain(graph, next))
            {
                yield return (first, next);
            }
        }
    }

    /// <summary>Dense over all channels, or depthwise with one output a channel.</summary>
    private static bool IsPlain(FloatGraph graph, FloatConvolution step) =>
        step.Depthwise ? step.Bias.Length == graph.Tensors[step.Input].Channels : step.Depth == graph.Tensors[step.Input].Channels;

    private static void Widen(float[] largest, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            largest[i % largest.Length] = Math.Max(largest[i % largest.Length], Math.Abs(values[i]));
        }
    }

    private static float[] Factors(float[] reach, FloatWeighted first, FloatWeighted next)
    {
        float[] weights = new float[reach.Length];
        Widen(weights, next.Weights.AsSpan());
        // Depthwise weights have a scale each and take any factor; dense ones share a scale with the other inputs of their output.
        bool depthwise = next is FloatConvolution { Depthwise: true };
        float[] wanted = [.. reach.Select((value, c) => value > 0 && weights[c] > 0 ? depthwise ? value : MathF.Sqrt(value / weights[c]) : 0)];
        float largest = wanted.Max();
        float[] factors = largest > 0 ? [.. wanted.Select(value => value > 0 ? Math.Max(value / largest, 1 / LargestFactor) : 1)] : [.. wanted.Select(_ => 1f)];
        // Channels grow to six and no further: beyond what calibration saw they saturate there, as int8 does at the end of any range.
        return first.Activation == TfLiteActivation.RELU6 ? [.. factors.Select((factor, c) => Math.Min(1, Math.Max(factor, reach[c] / Six)))] : factors;
    }

    private static FloatWeighted Scaled(FloatWeighted step, float[]? outputs, float[]? inputs)
    {
        bool depthwise = step is FloatConvolution { Depthwise: true };
        int channels = step.Bias.Length;
        int each = step.Weights.Length / channels;
        float Output(int channel) => outputs?[channel] ?? 1;
        float Input(int index) => inputs?[index % inputs.Length] ?? 1;
        return step with
        {
            Weights = [.. step.Weights.Select((weight, i) => weight * Input(i) / Output(depthwise ? i % channels : i / each))],
            Bias = [.. step.Bias.Select((bias, channel) => bias / Output(channel))],
        };
    }

    /// <summary>The values of the original network with the factors taken out.</summary>
    private sealed class EqualizedReference(IFloatReference original, Dictionary<int, float[]> factors) : IFloatReference
    {
        public ReadOnlySpan<float> this[int tensor]
        {
            get
            {
                if (!factors.TryGetValue(tensor, out float[]? divisors))
                {
                    return original[tensor];
                }

                float[] values = original[tensor].ToArray();
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] /= divisors[i % divisors.Length];
                }

                return values;
            }
        }

        public ReadOnlySpan<float> Run(ReadOnlySpan<float> input) => original.Run(input);
    }
}
