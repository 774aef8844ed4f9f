// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>Networks none of which another one beats in accuracy, memory and time at once.</summary>
internal static class ParetoFront
{
    /// <summary>Those that no other is at least as good as in everything, the most accurate first.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyCollection<T> items, Func<T, Trial> trialOf)
    {
        List<T> front = [];
        // Whoever beats another one comes before it in this order.
        foreach (T item in items.OrderByDescending(item => trialOf(item).Accuracy).ThenBy(item => trialOf(item).Cost).ThenBy(item => trialOf(item).SramBytes))
        {
            if (!front.Exists(other => Covers(trialOf(other), trialOf(item))))
            {
                front.Add(item);
            }
        }

        return front;
    }

    /// <summary>So many of a front, well apart: of the two that are closest the less accurate one goes, again and again. The most accurate one stays.</summary>
    public static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> front, int count, Func<T, Trial> trialOf)
    {
        List<T> left = [.. front];
        double[] spans = [Span(trial => trial.Accuracy ?? 0), Span(trial => trial.Cost), Span(trial => trial.SramBytes)];
        while (left.Count > count)
        {
            int crowded = Enumerable.Range(1, left.Count - 1).MinBy(i => Enumerable.Range(0, i).Min(j => Distance(trialOf(left[i]), trialOf(left[j]))));
            left.RemoveAt(crowded);
        }

        return left;

        double Span(Func<Trial, double> value) => Math.Max(1e-9, front.Max(item => value(trialOf(item))) - front.Min(item => value(trialOf(item))));

        double Distance(Trial a, Trial b) =>
            Square(((a.Accuracy ?? 0) - (b.Accuracy ?? 0)) / spans[0]) + Square((a.Cost - b.Cost) / spans[1]) + Square((a.SramBytes - b.SramBytes) / spans[2]);
    }

    private static bool Covers(Trial a, Trial b) => a.Accuracy >= b.Accuracy && a.Cost <= b.Cost && a.SramBytes <= b.SramBytes;

    private static double Square(double value) => value * value;
}
