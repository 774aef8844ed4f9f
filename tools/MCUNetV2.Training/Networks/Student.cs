// SPDX-License-Identifier: MIT
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MCUNetV2.Training.Networks;

/// <summary>A classifier in training: beside the classes it may predict a teacher's features from its own; only training knows of that.</summary>
internal sealed class Student : Module
{
    private readonly TrainableClassifier classifier;
    private readonly Linear? projection;
    private readonly float[] _logShares;

    /// <param name="classifier">The network to train.</param>
    /// <param name="classShares">Share of each class in training, 0 to 1.</param>
    /// <param name="hintWidth">Values of the teacher's feature vector; 0 for none.</param>
    public Student(TrainableClassifier classifier, IReadOnlyList<double> classShares, int hintWidth)
        : base(nameof(Student))
    {
        this.classifier = classifier;
        _logShares = [.. classShares.Select(share => (float)Math.Log(share))];
        projection = hintWidth > 0 ? Linear(classifier.FeatureCount, hintWidth) : null;
        RegisterComponents();
    }

    /// <summary>Goes on with the prediction of features that another student of the same teachers learnt.</summary>
    public void AdoptProjection(Student other)
    {
        using IDisposable noGradient = no_grad();
        foreach ((Parameter from, Parameter to) in (other.projection?.parameters() ?? []).Zip(projection?.parameters() ?? []))
        {
            to.copy_(from);
        }
    }

    /// <param name="input">Pictures, N x 3 x H x W.</param>
    /// <param name="targets">N x classes, probabilities.</param>
    /// <param name="hints">N x hint width; null without.</param>
    /// <param name="hintWeight">Weight of the hints against the classes.</param>
    /// <returns>Cross entropy + hintWeight x (1 - cosine of the predicted and the teacher's features), means over the batch; and the logits, N x classes.</returns>
    public (Tensor Loss, Tensor Logits) Answer(Tensor input, Tensor targets, Tensor? hints, double hintWeight)
    {
        Tensor features = classifier.Features(input);
        Tensor logits = classifier.Classify(features);
        Tensor loss = ClassLoss(logits, targets);
        return (projection is null || hints is null
            ? loss
            : loss + (hintWeight * (1 - functional.cosine_similarity(projection.forward(features), hints, 1).mean())), logits);
    }

    /// <summary>Cross entropy, the mean over the batch.</summary>
    /// <param name="logits">N x classes.</param>
    /// <param name="targets">N x classes, probabilities.</param>
    // Adding the classes' log shares here teaches the network to answer as if they were equally frequent (Menon et al. 2021, logit adjustment).
    public Tensor ClassLoss(Tensor logits, Tensor targets) => functional.cross_entropy(logits + tensor(_logShares), targets);
}
