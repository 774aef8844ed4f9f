using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Calibration;

/// <summary>Runs a graph over calibration pictures and finds each tensor's range.</summary>
internal static class Calibrator
{
    /// <param name="graph">The float graph.</param>
    /// <param name="pictures">Inputs in the graph's own units.</param>
    /// <param name="method">How a range is chosen.</param>
    /// <returns>One range a tensor.</returns>
    public static ValueRange[] Calibrate(FloatGraph graph, IReadOnlyList<float[]> pictures, RangeMethod method)
    {
        ValueRange[] extremes = new ValueRange[graph.Tensors.Length];
        Observe(graph, pictures, (tensor, values) => extremes[tensor] = Widen(extremes[tensor], values));
        if (method == RangeMethod.MinMax)
        {
            return extremes;
        }

        TensorHistogram[] histograms = [.. extremes.Select(range => new TensorHistogram(range))];
        Observe(graph, pictures, (tensor, values) => histograms[tensor].Add(values));
        return [.. histograms.Select(histogram => histogram.Choose(method))];
    }

    private static void Observe(FloatGraph graph, IReadOnlyList<float[]> pictures, Action<int, float[]> observe)
    {
        FloatExecutor executor = new(graph) { TensorReady = observe };
        foreach (float[] picture in pictures)
        {
            executor.Run(picture);
        }
    }

    private static ValueRange Widen(ValueRange range, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            range = new ValueRange(Math.Min(range.Low, value), Math.Max(range.High, value));
        }

        return range;
    }
}
