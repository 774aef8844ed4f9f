// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>A float network with the integers that take its place.</summary>
/// <param name="Source">The float network.</param>
/// <param name="Activations">Parameters of each tensor, constants included.</param>
/// <param name="Weights">Weights of each operator; null for operators without.</param>
/// <param name="Biases">Biases of each operator; empty for operators without.</param>
internal sealed record QuantizedGraph(
    FloatGraph Source, ImmutableArray<AffineParameters> Activations, ImmutableArray<ChannelWeights?> Weights, ImmutableArray<ImmutableArray<int>> Biases)
{
    // Of 127 steps: a row that reaches fewer with the scale of all would lose more than two bits.
    private const float FewestSteps = 32;

    public static QuantizedGraph From(FloatGraph graph, ImmutableArray<AffineParameters> activations)
    {
        ImmutableArray<ChannelWeights?> weights = [.. graph.Operators.Select(step => QuantizeWeights(step, activations[step.Inputs[0]].Scale))];
        ImmutableArray<ImmutableArray<int>> biases =
        [
            .. graph.Operators.Select((step, i) => step is FloatWeighted weighted
                ? QuantizeBias(weighted, weights[i]!, activations[step.Inputs[0]].Scale)
                : []),
        ];
        return new QuantizedGraph(graph, activations, weights, biases);
    }

    /// <summary>The float network with each weight, bias and constant replaced by what its integer stands for.</summary>
    public FloatGraph WithRoundedWeights()
    {
        return Source with
        {
            Tensors = [.. Source.Tensors.Select((tensor, i) => tensor with { Values = [.. tensor.Values.Select(value => Activations[i].Round(value))] })],
            Operators = [.. Source.Operators.Select(WithRoundedWeights)],
        };
    }

    /// <summary>The values of a tensor, each replaced by what its integer stands for.</summary>
    public void Round(int tensor, float[] values)
    {
        AffineParameters parameters = Activations[tensor];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = parameters.Round(values[i]);
        }
    }

    /// <summary>The file's own integers where they count in the steps of this input.</summary>
    private static ImmutableArray<int> QuantizeBias(FloatWeighted step, ChannelWeights weights, float inputScale)
    {
        ImmutableArray<int> chosen = weights.QuantizeBias(step.Bias, inputScale);
        return step.Known?.Bias is { } known && known.Zip(chosen, (file, ours) => Math.Abs((long)file - ours) <= 1 + (Math.Abs((long)file) >> 16)).All(same => same)
            ? known
            : chosen;
    }

    private FloatOperator WithRoundedWeights(FloatOperator step, int index)
    {
        return step is FloatWeighted weighted && Weights[index] is { } weights
            ? weighted with { Weights = weights.Dequantize(), Bias = weights.DequantizeBias(Biases[index], Activations[step.Inputs[0]].Scale) }
            : step;
    }

    private static ChannelWeights? QuantizeWeights(FloatOperator step, float inputScale)
    {
        if (step is not FloatWeighted weighted)
        {
            return null;
        }

        bool depthwise = step is FloatConvolution { Depthwise: true };
        if (weighted.Known is { } known)
        {
            return new ChannelWeights(known.Weights, known.Scales, depthwise);
        }

        // Not every engine knows per-channel scales in FULLY_CONNECTED.
        int channels = step is FloatFullyConnected connected && OneScaleIsEnough(connected) ? 1 : weighted.Bias.Length;
        return ChannelWeights.Quantize(weighted.Weights, weighted.Bias, inputScale, channels, depthwise);
    }

    /// <summary>No row is so much smaller than the others that their scale would blur it.</summary>
    private static bool OneScaleIsEnough(FloatFullyConnected step)
    {
        int depth = step.Weights.Length / step.Bias.Length;
        float[] largest = [.. Enumerable.Range(0, step.Bias.Length).Select(row => step.Weights.AsSpan(row * depth, depth).ToArray().Max(Math.Abs))];
        return largest.Where(value => value > 0).All(value => value * sbyte.MaxValue >= largest.Max() * FewestSteps);
    }
}
