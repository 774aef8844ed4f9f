// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Report;

/// <summary>Compares the float network with its int8 counterpart, operator by operator.</summary>
internal static class ErrorReport
{
    // Ratios settle after a few dozen pictures.
    private const int PictureLimit = 32;

    public static ImmutableArray<LayerError> Measure(QuantizedGraph quantized, IFloatReference exact, IReadOnlyList<float[]> pictures)
    {
        FloatGraph graph = quantized.Source;
        FloatGraph rounded = quantized.WithRoundedWeights();
        FloatExecutor total = new(rounded) { TensorReady = quantized.Round };
        FloatExecutor alone = new(rounded) { TensorReady = quantized.Round };
        LayerCounters[] counters = [.. graph.Operators.Select(_ => new LayerCounters())];
        foreach (float[] picture in pictures.Take(PictureLimit))
        {
            exact.Run(picture);
            total.Run(picture);
            for (int index = 0; index < counters.Length; index++)
            {
                FloatOperator step = graph.Operators[index];
                float[][] inputs = [.. step.Inputs.Select(tensor => exact[tensor].ToArray())];
                counters[index].Own.Add(exact[step.Output], alone.RunAlone(index, inputs));
                counters[index].Total.Add(exact[step.Output], total[step.Output]);
                counters[index].CountClipped(exact[step.Output], quantized.Activations[step.Output]);
            }
        }

        return [.. graph.Operators.Select((step, index) => Describe(quantized, step, index, counters[index]))];
    }

    private static LayerError Describe(QuantizedGraph quantized, FloatOperator step, int index, LayerCounters counters)
    {
        SignalToNoise weights = new();
        if (step is FloatWeighted exact && quantized.Weights[index] is { } rounded)
        {
            weights.Add(exact.Weights.AsSpan(), rounded.Dequantize().AsSpan());
        }

        return new LayerError(
            quantized.Source.Tensors[step.Output].Name, step.Kind, step is FloatWeighted ? weights.Decibels : null,
            counters.Own.Decibels, counters.Total.Decibels, counters.ClippedShare);
    }
}
