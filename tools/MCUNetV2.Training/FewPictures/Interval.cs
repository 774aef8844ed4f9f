// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.FewPictures;

/// <summary>Between which shares the true one lies, 19 times out of 20 (Wilson 1927, the score interval).</summary>
internal readonly record struct Interval(double Low, double High)
{
    private const double Deviations = 1.96;

    /// <param name="right">Right answers.</param>
    /// <param name="count">Answers.</param>
    public static Interval Of(int right, int count)
    {
        double share = right / (double)count;
        double square = Deviations * Deviations;
        double middle = share + (square / (2 * count));
        double reach = Deviations * Math.Sqrt((share * (1 - share) / count) + (square / (4.0 * count * count)));
        double scale = 1 + (square / count);
        return new Interval(Math.Max(0, (middle - reach) / scale), Math.Min(1, (middle + reach) / scale));
    }
}
