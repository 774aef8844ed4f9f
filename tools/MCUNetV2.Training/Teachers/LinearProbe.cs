// SPDX-License-Identifier: MIT
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>Logistic regression on a teacher's features: what the teacher knows of classes that it was not trained on.</summary>
internal static class LinearProbe
{
    private const int Folds = 4;
    private const int Steps = 300;
    private const double Rate = 2e-3;
    private const double Penalty = 1e-3;

    /// <summary>Learning rate for rows of a few telling numbers instead of many small ones.</summary>
    public const double FastRate = 2e-2;

    /// <summary>
    /// Class probabilities of every row, each from a regression that did not see the row's label: a teacher's doubt is what its student
    /// learns from, and about rows that it was fitted to it has none.
    /// </summary>
    /// <param name="features">N x width.</param>
    /// <param name="labels">N class indices.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <returns>N x classes.</returns>
    public static Tensor OutOfFold(Tensor features, IReadOnlyList<int> labels, int classCount)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor targets = tensor(labels.Select(label => (long)label).ToArray());
        Tensor probabilities = zeros(labels.Count, classCount);
        for (int fold = 0; fold < Folds; fold++)
        {
            long[] held = [.. Enumerable.Range(0, labels.Count).Where(i => i % Folds == fold).Select(i => (long)i)];
            long[] kept = [.. Enumerable.Range(0, labels.Count).Where(i => i % Folds != fold).Select(i => (long)i)];
            (Tensor weights, Tensor bias) = Fit(features.index_select(0, tensor(kept)), targets.index_select(0, tensor(kept)), classCount, Rate);
            Tensor logits = matmul(features.index_select(0, tensor(held)), weights) + bias;
            probabilities.index_copy_(0, tensor(held), logits.softmax(1));
        }

        return probabilities.MoveToOuterDisposeScope();
    }

    /// <param name="features">N x width.</param>
    /// <param name="targets">N class indices, int64.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="rate">Learning rate of Adam.</param>
    /// <param name="penalty">Of large weights.</param>
    /// <param name="logShares">Logarithm of each class's share of the rows, to answer as if classes were equally frequent; null to answer as they are.</param>
    /// <returns>Width x classes and classes: features x weights + bias are logits.</returns>
    public static (Tensor Weights, Tensor Bias) Fit(Tensor features, Tensor targets, int classCount, double rate, double penalty = Penalty, float[]? logShares = null)
    {
        using IDisposable gradient = enable_grad();
        Parameter weights = new(zeros(features.shape[1], classCount));
        Parameter bias = new(zeros(classCount));
        Adam optimizer = optim.Adam([weights, bias], rate);
        using Tensor shares = tensor(logShares ?? new float[classCount]);
        for (int step = 0; step < Steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = nn.functional.cross_entropy(matmul(features, weights) + bias + shares, targets) + (penalty * weights.pow(2).sum());
            loss.backward();
            optimizer.step();
        }

        return (weights.detach(), bias.detach());
    }
}
