// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Training.Optimization;

/// <summary>How far an epoch is.</summary>
/// <param name="steps">Steps of the epoch.</param>
/// <param name="time">The clock.</param>
internal sealed class EpochCounter(int steps, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private int _done;
    private int _pictures;
    private double _loss;

    /// <summary>Mean over the steps so far.</summary>
    public double Loss => _loss / Math.Max(1, _done);

    public void Add(int pictures, double loss)
    {
        _done++;
        _pictures += pictures;
        _loss += loss;
    }

    public override string ToString()
    {
        double seconds = Math.Max(time.GetElapsedTime(_start).TotalSeconds, 1e-3);
        TimeSpan left = TimeSpan.FromSeconds(seconds / Math.Max(1, _done) * (steps - _done));
        return string.Create(
            CultureInfo.InvariantCulture, $"step {_done}/{steps}  {_pictures / seconds:F0} pictures/s  loss {Loss:F4}  {(int)left.TotalMinutes}:{left.Seconds:D2} left");
    }
}
