// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Turns ranges into quantisation parameters that TFLite's operators accept.</summary>
public static class ActivationParameters
{
    /// <param name="graph">The float network.</param>
    /// <param name="ranges">One range a tensor.</param>
    /// <param name="input">Parameters of the network's input; null to take its range.</param>
    /// <returns>The parameters of each tensor; those of tensors that are tied are one.</returns>
    public static ImmutableArray<AffineParameters> Choose(FloatGraph graph, IReadOnlyList<ValueRange> ranges, AffineParameters? input)
    {
        TensorTies ties = new(graph.Tensors.Length);
        ties.Fix(graph.Input, graph.Tensors[graph.Input].Quantization ?? input);
        for (int tensor = 0; tensor < graph.Tensors.Length; tensor++)
        {
            ties.Fix(tensor, graph.Tensors[tensor].Quantization);
        }

        foreach (FloatOperator step in graph.Operators)
        {
            ties.Fix(step.Output, QuantizationRules.Prescribed(step));
        }

        foreach (FloatOperator step in graph.Operators)
        {
            foreach (int tensor in QuantizationRules.TiedInputs(step))
            {
                ties.Join(tensor, step.Output);
            }
        }

        Dictionary<int, FloatOperator> producers = graph.Operators.ToDictionary(step => step.Output);
        ValueRange?[] classes = new ValueRange?[graph.Tensors.Length];
        for (int tensor = 0; tensor < graph.Tensors.Length; tensor++)
        {
            ValueRange range = Bounded(ranges[tensor], producers.GetValueOrDefault(tensor));
            int representative = ties.Find(tensor);
            classes[representative] = classes[representative] is { } other ? range.Union(other) : range;
        }

        return [.. Enumerable.Range(0, graph.Tensors.Length).Select(tensor => ties.Fixed(tensor) ?? AffineParameters.Covering(classes[ties.Find(tensor)]!.Value))];
    }

    private static ValueRange Bounded(ValueRange range, FloatOperator? step)
    {
        (float low, float high) = step switch
        {
            FloatActivated activated => ActivationBounds.Of(activated.Activation),
            FloatClip clip => (clip.Low, clip.High),
            _ => (float.NegativeInfinity, float.PositiveInfinity),
        };
        if (step is FloatActivated { Clamp: { } clamp })
        {
            (low, high) = (Math.Max(low, clamp.Low), Math.Min(high, clamp.High));
        }

        // What calibration never saw still needs a scale that the layers around it can work with: that of its bounds, or of one.
        return range.High - range.Low > 0
            ? new ValueRange(Math.Max(range.Low, low), Math.Min(range.High, high))
            : new ValueRange(Math.Min(0, range.Low), range.High > 0 ? range.High : range.Low < 0 ? 0 : float.IsFinite(high) && high > 0 ? high : 1);
    }
}
