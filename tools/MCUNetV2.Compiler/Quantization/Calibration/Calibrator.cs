// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Calibration;

/// <summary>Runs a network over calibration pictures and finds each tensor's range.</summary>
internal static class Calibrator
{
    /// <param name="graph">The float network.</param>
    /// <param name="reference">Computes what it gives.</param>
    /// <param name="pictures">Inputs in the network's own units.</param>
    /// <param name="method">How a range is chosen.</param>
    /// <returns>One range a tensor.</returns>
    /// <exception cref="UnsupportedModelException">The network computes something that is no finite number.</exception>
    public static ValueRange[] Calibrate(FloatGraph graph, IFloatReference reference, IReadOnlyList<float[]> pictures, RangeMethod method)
    {
        ValueRange[] extremes = [.. graph.Tensors.Select(tensor => Widen(default, tensor.Values.AsSpan()))];
        Observe(graph, reference, pictures, (tensor, values) => extremes[tensor] = Widen(extremes[tensor], values));
        if (Array.FindIndex(extremes, range => !float.IsFinite(range.High - range.Low)) is var infinite and >= 0)
        {
            throw new UnsupportedModelException($"{graph.Tensors[infinite].Name} has values that are not finite, on pictures that calibrate it");
        }

        if (method == RangeMethod.MinMax)
        {
            return extremes;
        }

        TensorHistogram[] histograms = [.. extremes.Select(range => new TensorHistogram(range))];
        Observe(graph, reference, pictures, (tensor, values) => histograms[tensor].Add(values));
        return [.. histograms.Select((histogram, tensor) => graph.Tensors[tensor].IsConstant ? extremes[tensor] : histogram.Choose(method))];
    }

    private static void Observe(FloatGraph graph, IFloatReference reference, IReadOnlyList<float[]> pictures, Action<int, ReadOnlySpan<float>> observe)
    {
        foreach (float[] picture in pictures)
        {
            reference.Run(picture);
            for (int tensor = 0; tensor < graph.Tensors.Length; tensor++)
            {
                if (!graph.Tensors[tensor].IsConstant)
                {
                    observe(tensor, reference[tensor]);
                }
            }
        }
    }

    /// <summary>The range with values added; NaN once one of them is.</summary>
    private static ValueRange Widen(ValueRange range, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            range = new ValueRange(Math.Min(range.Low, value), Math.Max(range.High, value));
        }

        return range;
    }
}
