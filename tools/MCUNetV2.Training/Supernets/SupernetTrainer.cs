// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Validation;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>
/// Trains a supernet: in every step the largest network learns from the pictures, then the smallest one and some at random learn from the pictures and from the largest one's answers
/// (the sandwich rule and in-place distillation of Yu and Huang 2019, "Universally Slimmable Networks"). A step's pictures have one size, drawn from the space's.
/// </summary>
internal sealed class SupernetTrainer : Trainer<Supernet>
{
    // Positions from here down are no picture's (see TrainingBatches).
    private const int NetworkPosition = 1 << 28;
    private const int SizePosition = 1 << 29;

    private readonly SearchSpace _space;
    private readonly SizedPictures _calibration;
    private readonly int _subnetworks;

    /// <param name="space">Its networks.</param>
    /// <param name="options">How long and how fast.</param>
    /// <param name="data">Pictures, without those that will judge.</param>
    /// <param name="targets">What is to be learnt.</param>
    /// <param name="subnetworks">Networks drawn at random in each step, beside the largest and the smallest.</param>
    public SupernetTrainer(SearchSpace space, TrainingOptions options, DataSet data, TrainingTargets targets, int subnetworks)
        : base(Supernet.ConfigurationOf(space, space.Largest), options, data, targets, () => new Supernet(space, options.Dropout))
    {
        _space = space;
        _subnetworks = subnetworks;
        _calibration = SubnetworkJudge.Calibration(data);
    }

    /// <summary>Judges the largest network.</summary>
    protected override Evaluation Evaluate(IReadOnlyList<Picture> pictures)
    {
        NetworkGenes genes = _space.Largest;
        using Classifier network = new SubnetworkJudge(Average, _calibration, _calibration).Prepare(genes);
        return Evaluator.Evaluate(network.forward, pictures, genes.InputSize, _space.Classes.Count);
    }

    /// <inheritdoc/>
    protected override int InputSizeOf(int epoch, int batch)
    {
        Random random = new(SeedOf.Position(Options.Seed, epoch, SizePosition + batch));
        return _space.InputSizes[random.Next(_space.InputSizes.Count)];
    }

    /// <inheritdoc/>
    protected override double Learn(Tensor inputs, Tensor targets, Tensor? hints, int step)
    {
        Variation variation = new(_space, new Random(SeedOf.Position(Options.Seed, step, NetworkPosition)));
        Network.Active = _space.Largest;
        (double loss, Tensor answers) = LearnLargest(inputs, targets, hints);
        foreach (NetworkGenes genes in Enumerable.Range(0, _subnetworks).Select(_ => variation.Draw()).Prepend(_space.Smallest))
        {
            using DisposeScope scope = NewDisposeScope();
            Network.Active = genes;
            Tensor logits = Network.Classify(Network.Features(inputs));
            (0.5 * (Student.ClassLoss(logits, targets) + nn.functional.cross_entropy(logits, answers))).backward();
        }

        Network.Active = _space.Largest;
        return loss;
    }

    /// <returns>The loss, and the probabilities that others are to answer.</returns>
    private (double Loss, Tensor Answers) LearnLargest(Tensor inputs, Tensor targets, Tensor? hints)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor loss, Tensor logits) = Student.Answer(inputs, targets, hints, Options.HintWeight);
        loss.backward();
        return (loss.item<float>(), nn.functional.softmax(logits.detach(), 1).MoveToOuterDisposeScope());
    }
}
