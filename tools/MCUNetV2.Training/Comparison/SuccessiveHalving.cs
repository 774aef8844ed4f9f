// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Comparison;

/// <summary>
/// Finds the best of several at little cost: all begin alike, the better half goes on to twice as many passes, until one is best (Jamieson and
/// Talwalkar 2016, "Non-stochastic Best Arm Identification and Hyperparameter Optimization").
/// </summary>
internal static class SuccessiveHalving
{
    /// <param name="contestants">Who takes part.</param>
    /// <param name="epochs">Passes over the pictures with which all begin.</param>
    /// <param name="train">Trains one to so many passes in all; returns its accuracy.</param>
    /// <returns>The best first; who trained longer ranks before all who did not.</returns>
    public static IReadOnlyList<HalvingResult<T>> Run<T>(IReadOnlyList<T> contestants, int epochs, Func<T, int, double> train)
    {
        List<HalvingResult<T>> ranked = [];
        IReadOnlyList<T> left = contestants;
        for (int total = epochs; ; total *= 2)
        {
            int passes = total;
            HalvingResult<T>[] round = [.. left.Select(contestant => new HalvingResult<T>(contestant, passes, train(contestant, passes))).OrderByDescending(result => result.Accuracy)];
            int staying = round.Length / 2;
            if (staying < 2)
            {
                return [.. round, .. ranked];
            }

            ranked.InsertRange(0, round[staying..]);
            left = [.. round[..staying].Select(result => result.Contestant)];
        }
    }
}
