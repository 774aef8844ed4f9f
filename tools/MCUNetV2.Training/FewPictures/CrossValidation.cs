// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.FewPictures;

/// <summary>
/// Judges every picture by a head that did not learn from it: each fold in turn is left out. With few pictures this tells more than a part held back, since
/// every picture is tested and nearly all are learnt from.
/// </summary>
internal static class CrossValidation
{
    private const int MostFolds = 5;

    /// <summary>From few and doubtful to many and plain pictures.</summary>
    private static readonly double[] Penalties = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4];

    /// <returns>The penalty of large weights that does best, and the probabilities of each picture with it.</returns>
    public static (double Penalty, float[][] Probabilities) Run(FeatureTable features, IReadOnlyList<int> labels, int classCount, CancellationToken cancellation)
    {
        int[][] folds = Folds(labels, classCount);
        return Penalties.Select(penalty =>
        {
            float[][] probabilities = new float[labels.Count][];
            foreach (int[] fold in folds)
            {
                cancellation.ThrowIfCancellationRequested();
                int[] others = [.. Enumerable.Range(0, labels.Count).Except(fold)];
                LinearHead head = LinearHead.Fit(features, others, labels, classCount, penalty);
                foreach ((int picture, float[] row) in fold.Zip(head.Judge(features, fold)))
                {
                    probabilities[picture] = row;
                }
            }

            return (penalty, probabilities);
        }).MinBy(result => LossOf(result.probabilities, labels));
    }

    /// <summary>Every class is spread evenly, so that none is ever missing from what is learnt from.</summary>
    private static int[][] Folds(IReadOnlyList<int> labels, int classCount)
    {
        int smallest = Enumerable.Range(0, classCount).Min(label => labels.Count(other => other == label));
        int count = Math.Clamp(smallest, 2, MostFolds);
        int[] seen = new int[classCount];
        // Neighbours are often pictures of one scene, in one fold: blocks of each class instead of every fifth.
        int[] sizes = [.. Enumerable.Range(0, classCount).Select(label => labels.Count(other => other == label))];
        return [.. labels.Select((label, index) => (index, Fold: seen[label]++ * count / sizes[label])).GroupBy(item => item.Fold, item => item.index).Select(group => group.ToArray())];
    }

    private static double LossOf(float[][] probabilities, IReadOnlyList<int> labels) =>
        probabilities.Select((row, index) => -Math.Log(Math.Max(row[labels[index]], 1e-6f))).Average();
}
