// SPDX-License-Identifier: MIT
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

/// <summary>A classifier as training sees it: pictures to features, features to logits.</summary>
internal abstract class TrainableClassifier(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>Features of a picture.</summary>
    public abstract int FeatureCount { get; }

    /// <param name="input">Pictures, N x 3 x H x W, 0 to 1.</param>
    /// <returns>Means over the last feature map, N x <see cref="FeatureCount"/>.</returns>
    public abstract Tensor Features(Tensor input);

    /// <param name="features">N x <see cref="FeatureCount"/>.</param>
    /// <returns>Logits, N x classes.</returns>
    public abstract Tensor Classify(Tensor features);

    /// <param name="input">Pictures, N x 3 x H x W, 0 to 1.</param>
    /// <returns>Logits, N x classes.</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Classify(Features(input)).MoveToOuterDisposeScope();
    }
}
