// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Validation;

/// <summary>Result of classifying a labelled set.</summary>
/// <param name="Confusion">Counts; row = label, column = answer.</param>
/// <param name="ByOrigin">Right answers and pictures of each label origin.</param>
/// <param name="Wrong">Names of the pictures that were answered wrongly.</param>
internal sealed record Evaluation(
    int[][] Confusion,
    IReadOnlyDictionary<string, (int Right, int Count)> ByOrigin,
    IReadOnlyList<string> Wrong)
{
    public int Count => Confusion.Sum(row => row.Sum());

    /// <summary>Share of right answers, 0 to 1.</summary>
    public double Accuracy => Confusion.Select((row, label) => row[label]).Sum() / (double)Count;
}
