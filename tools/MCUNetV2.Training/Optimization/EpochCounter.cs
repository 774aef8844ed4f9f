using System.Diagnostics;
using System.Globalization;

namespace MCUNetV2.Training.Optimization;

/// <summary>How far an epoch is.</summary>
/// <param name="steps">Steps of the epoch.</param>
internal sealed class EpochCounter(int steps)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
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
        double seconds = Math.Max(_watch.Elapsed.TotalSeconds, 1e-3);
        TimeSpan left = TimeSpan.FromSeconds(seconds / Math.Max(1, _done) * (steps - _done));
        return string.Create(
            CultureInfo.InvariantCulture, $"step {_done}/{steps}  {_pictures / seconds:F0} pictures/s  loss {Loss:F4}  {(int)left.TotalMinutes}:{left.Seconds:D2} left");
    }
}
