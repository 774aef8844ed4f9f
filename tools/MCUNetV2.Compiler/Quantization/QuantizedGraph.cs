using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>A float network with the integers that take its place.</summary>
/// <param name="Source">The float network.</param>
/// <param name="Activations">Parameters of each tensor.</param>
/// <param name="Weights">Weights of each operator; null for operators without.</param>
/// <param name="Biases">Biases of each operator; empty for operators without.</param>
internal sealed record QuantizedGraph(
    FloatGraph Source, ImmutableArray<AffineParameters> Activations, ImmutableArray<ChannelWeights?> Weights, ImmutableArray<ImmutableArray<int>> Biases)
{
    public static QuantizedGraph From(FloatGraph graph, ImmutableArray<AffineParameters> activations)
    {
        ImmutableArray<ChannelWeights?> weights = [.. graph.Operators.Select(QuantizeWeights)];
        ImmutableArray<ImmutableArray<int>> biases =
        [
            .. graph.Operators.Select((step, i) => weights[i]?.QuantizeBias(BiasOf(step), activations[step.Inputs[0]].Scale) ?? []),
        ];
        return new QuantizedGraph(graph, activations, weights, biases);
    }

    /// <summary>The float network with each weight and bias replaced by what its integer stands for.</summary>
    public FloatGraph WithRoundedWeights()
    {
        return Source with { Operators = [.. Source.Operators.Select(Round)] };
    }

    private FloatOperator Round(FloatOperator step, int index)
    {
        if (Weights[index] is not { } weights)
        {
            return step;
        }

        ImmutableArray<float> bias = weights.DequantizeBias(Biases[index], Activations[step.Inputs[0]].Scale);
        return step switch
        {
            FloatConvolution convolution => convolution with { Weights = weights.Dequantize(), Bias = bias },
            FloatFullyConnected connected => connected with { Weights = weights.Dequantize(), Bias = bias },
            _ => step,
        };
    }

    private static ChannelWeights? QuantizeWeights(FloatOperator step) => step switch
    {
        FloatConvolution convolution => ChannelWeights.Quantize(convolution.Weights, convolution.Bias.Length, convolution.Depthwise),
        // Not every engine knows per-channel scales in FULLY_CONNECTED.
        FloatFullyConnected connected => ChannelWeights.Quantize(connected.Weights, 1, depthwise: false),
        _ => null,
    };

    private static ImmutableArray<float> BiasOf(FloatOperator step) => step switch
    {
        FloatConvolution convolution => convolution.Bias,
        FloatFullyConnected connected => connected.Bias,
        _ => [],
    };
}
