// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization.Report;

/// <summary>Accumulates signal power against error power.</summary>
public sealed class SignalToNoise
{
    private const double Perfect = 150;

    private double _signal;
    private double _noise;

    /// <summary>Adds values and what became of them.</summary>
    public void Add(ReadOnlySpan<float> exact, ReadOnlySpan<float> rounded)
    {
        for (int i = 0; i < exact.Length; i++)
        {
            double error = rounded[i] - exact[i];
            _signal += exact[i] * (double)exact[i];
            _noise += error * error;
        }
    }

    /// <summary>Decibels; capped, since an exact copy has no finite ratio.</summary>
    public double Decibels => _noise == 0 ? Perfect : Math.Min(Perfect, 10 * Math.Log10(Math.Max(_signal, double.Epsilon) / _noise));
}
