// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization.Calibration;

/// <summary>Distribution of a tensor's values over the calibration pictures, between extremes that are known beforehand.</summary>
/// <param name="extremes">Lowest and highest value.</param>
internal sealed class TensorHistogram(ValueRange extremes)
{
    private const int BinCount = 2048;
    private const int Candidates = 100;
    private const double TailShare = 1e-4;

    private readonly long[] _bins = new long[BinCount];
    private readonly float _width = Math.Max((extremes.High - extremes.Low) / BinCount, float.Epsilon);

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            _bins[Math.Clamp((int)((value - extremes.Low) / _width), 0, BinCount - 1)]++;
        }
    }

    public ValueRange Choose(RangeMethod method) => method switch
    {
        RangeMethod.MinMax => extremes,
        RangeMethod.Percentile => Percentile(),
        RangeMethod.Mse => LeastError(),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "unknown method"),
    };

    private ValueRange Percentile()
    {
        long tail = (long)(_bins.Sum() * TailShare);
        int first = FirstBeyond(tail, Enumerable.Range(0, BinCount));
        int last = FirstBeyond(tail, Enumerable.Range(0, BinCount).Reverse());
        return new ValueRange(extremes.Low + (first * _width), extremes.Low + ((last + 1) * _width));
    }

    private int FirstBeyond(long tail, IEnumerable<int> bins)
    {
        long sum = 0;
        return bins.First(bin => (sum += _bins[bin]) > tail);
    }

    // Both ends shrink together: a search over each end apart finds hardly better ranges for a hundred times the work.
    private ValueRange LeastError()
    {
        return Enumerable.Range(1, Candidates)
            .Select(step => new ValueRange(extremes.Low * step / Candidates, extremes.High * step / Candidates))
            .MinBy(SquaredError);
    }

    private double SquaredError(ValueRange range)
    {
        AffineParameters parameters = AffineParameters.Covering(range);
        // Within the range, rounding alone costs scale^2 / 12 on average; bins are too coarse to see it.
        double rounding = parameters.Scale * (double)parameters.Scale / 12;
        float low = parameters.Dequantize(sbyte.MinValue);
        float high = parameters.Dequantize(sbyte.MaxValue);
        double error = 0;
        for (int bin = 0; bin < BinCount; bin++)
        {
            float centre = extremes.Low + ((bin + 0.5f) * _width);
            double clipped = Math.Max(0, Math.Max(low - centre, centre - high));
            error += _bins[bin] * ((clipped * clipped) + rounding);
        }

        return error;
    }
}
