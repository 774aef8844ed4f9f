using MCUNetV2.Compiler.Quantization.Execution;

namespace MCUNetV2.Compiler.Quantization.Calibration;

/// <summary>Runs a network over calibration pictures and finds each tensor's range.</summary>
internal static class Calibrator
{
    /// <param name="reference">The float network.</param>
    /// <param name="tensors">How many tensors it has.</param>
    /// <param name="pictures">Inputs in the network's own units.</param>
    /// <param name="method">How a range is chosen.</param>
    /// <returns>One range a tensor.</returns>
    public static ValueRange[] Calibrate(IFloatReference reference, int tensors, IReadOnlyList<float[]> pictures, RangeMethod method)
    {
        ValueRange[] extremes = new ValueRange[tensors];
        Observe(reference, tensors, pictures, (tensor, values) => extremes[tensor] = Widen(extremes[tensor], values));
        if (method == RangeMethod.MinMax)
        {
            return extremes;
        }

        TensorHistogram[] histograms = [.. extremes.Select(range => new TensorHistogram(range))];
        Observe(reference, tensors, pictures, (tensor, values) => histograms[tensor].Add(values));
        return [.. histograms.Select(histogram => histogram.Choose(method))];
    }

    private static void Observe(
        IFloatReference reference, int tensors, IReadOnlyList<float[]> pictures, Action<int, ReadOnlySpan<float>> observe)
    {
        foreach (float[] picture in pictures)
        {
            reference.Run(picture);
            for (int tensor = 0; tensor < tensors; tensor++)
            {
                observe(tensor, reference[tensor]);
            }
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
