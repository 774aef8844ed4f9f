// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization.Report;

/// <summary>Running sums of one operator's errors.</summary>
internal sealed class LayerCounters
{
    private long _clipped;
    private long _count;

    public SignalToNoise Own { get; } = new();

    public SignalToNoise Total { get; } = new();

    public double ClippedShare => _count == 0 ? 0 : _clipped / (double)_count;

    public void CountClipped(ReadOnlySpan<float> values, AffineParameters parameters)
    {
        float low = parameters.Dequantize(sbyte.MinValue) - (parameters.Scale / 2);
        float high = parameters.Dequantize(sbyte.MaxValue) + (parameters.Scale / 2);
        foreach (float value in values)
        {
            _clipped += value < low || value > high ? 1 : 0;
        }

        _count += values.Length;
    }
}
