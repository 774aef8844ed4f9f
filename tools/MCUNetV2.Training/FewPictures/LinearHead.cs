// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Teachers;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.FewPictures;

/// <summary>The last layer of a network whose other layers stay as they are: logits = features x weights + bias.</summary>
/// <param name="Weights">Features x classes.</param>
/// <param name="Bias">Classes.</param>
internal sealed record LinearHead(Tensor Weights, Tensor Bias)
{
    private const double Rate = 2e-2;

    /// <param name="features">Of the pictures to learn from.</param>
    /// <param name="chosen">Which of them.</param>
    /// <param name="labels">Class of each picture of <paramref name="features"/>.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="penalty">Of large weights; the fewer the pictures, the larger.</param>
    public static LinearHead Fit(FeatureTable features, IReadOnlyList<int> chosen, IReadOnlyList<int> labels, int classCount, double penalty)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = features.Values.index_select(0, tensor(chosen.Select(index => (long)index).ToArray())).reshape(-1, features.Width);
        Tensor targets = tensor(chosen.SelectMany(index => Enumerable.Repeat((long)labels[index], features.Views)).ToArray());
        // Classes of few pictures count as much as those of many.
        float[] shares = [.. Enumerable.Range(0, classCount).Select(label => chosen.Count(index => labels[index] == label) / (float)chosen.Count)];
        Tensor mean = rows.mean([0L], keepdim: true);
        Tensor scale = 1 / ((rows.std(0, unbiased: true, keepdim: true) + 1e-3f) * MathF.Sqrt(features.Width));
        (Tensor weights, Tensor bias) = LinearProbe.Fit((rows - mean) * scale, targets, classCount, Rate, penalty, [.. shares.Select(share => MathF.Log(MathF.Max(share, 1e-6f)))]);
        // The shift and scale of the features become part of the layer.
        Tensor scaled = weights * scale.reshape(-1, 1);
        return new LinearHead(scaled.MoveToOuterDisposeScope(), (bias - matmul(mean, scaled).reshape(-1)).MoveToOuterDisposeScope());
    }

    /// <returns>Probabilities of the pictures as they are; one row a chosen picture.</returns>
    public float[][] Judge(FeatureTable features, IReadOnlyList<int> chosen)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = features.Values.select(1, 0).index_select(0, tensor(chosen.Select(index => (long)index).ToArray()));
        return [.. (matmul(rows, Weights) + Bias).softmax(1).cpu().data<float>().ToArray().Chunk((int)Bias.shape[0])];
    }
}
