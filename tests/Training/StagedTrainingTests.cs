// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Weights;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary>Layers that rest while others learn, and the classes' shares that the loss allows for.</summary>
public sealed class StagedTrainingTests : IDisposable
{
    private readonly TinyProject _project = new(picturesPerClass: 20);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Frozen_layers_stay_as_they_are_and_learn_afterwards()
    {
        TinyTraining training = new(_project);
        using Classifier source = new(training.Configuration, 0);
        Backbone backbone = BackboneOf(source);
        TrainingOptions options = training.Options with { Epochs = 2, FrozenEpochs = 1, AverageDecay = 0 };
        Trainer<Classifier> trainer = Begin(training, options, backbone);
        Dictionary<int, float[]> stems = new() { [0] = StemOf(trainer) };
        Dictionary<int, float[]> heads = new() { [0] = HeadOf(trainer) };

        trainer.Run(training.Checkpoint("frozen", CheckpointKind.Float), new EpochProgress(TextWriter.Null, terminal: false, "epoch"), CancellationToken.None, report =>
        {
            stems[report.Epoch] = StemOf(trainer);
            heads[report.Epoch] = HeadOf(trainer);
        });

        stems[1].ShouldBe(stems[0]);
        heads[1].ShouldNotBe(heads[0]);
        stems[2].ShouldNotBe(stems[1]);
    }

    [Fact]
    public void Settled_blocks_learn_only_while_pictures_are_small()
    {
        TinyTraining training = new(_project);
        using Classifier source = new(training.Configuration, 0);
        Backbone backbone = BackboneOf(source);
        Trainer<Classifier> trainer = Begin(training, training.Options with { Epochs = 2, SmallShare = 0.5, SettledBlocks = 1, AverageDecay = 0 }, backbone);
        List<float[]> stems = [StemOf(trainer)];

        trainer.Run(training.Checkpoint("settled", CheckpointKind.Float), new EpochProgress(TextWriter.Null, terminal: false, "epoch"), CancellationToken.None, _ => stems.Add(StemOf(trainer)));

        stems[1].ShouldNotBe(stems[0]);
        stems[2].ShouldBe(stems[1]);
    }

    /// <summary>Half of the crops lose a small object at the edge: its class is then taught less often than its label stands.</summary>
    [Fact]
    public void Shares_are_those_of_what_views_are_taught_as()
    {
        byte[] pixels = new byte[40 * 40 * 3];
        Picture[] pictures =
        [
            .. Enumerable.Range(0, 100).Select(i => new Picture($"a{i}", 0, "", "", pixels, [])),
            .. Enumerable.Range(0, 100).Select(i => new Picture($"b{i}", 1, "", "", pixels, [new DetectedBox(0, 0, 0.12f, 0.12f, 1)])),
        ];
        DataSet data = new(pictures, 40, pictures);
        double[] Shares(AugmentationOptions views) => new TrainingBatches(
            data, new SamplingWeights(pictures, ""), new ViewTargets(pictures, 2, 0, null, 0), null, views, 16, 1).ClassShares();

        double whole = Shares(new AugmentationOptions(SmallestArea: 1, LargestArea: 1))[1];
        double[] cropped = Shares(new AugmentationOptions(SmallestArea: 0.3f, LargestArea: 0.5f));

        whole.ShouldBe(0.5, 0.05);
        cropped[1].ShouldBeLessThan(whole - 0.1);
        cropped.Sum().ShouldBe(1, 1e-5);
    }

    [Fact]
    public void The_mean_of_two_networks_is_that_of_their_weights()
    {
        TinyTraining training = new(_project);
        using Classifier one = new(training.Configuration, 0);
        using Classifier other = new(training.Configuration, 0);
        SafeTensors Stored(Classifier network) => new(new Dictionary<string, StoredTensor>(ModuleState.Read(network, "")), new Dictionary<string, string>());

        SafeTensors mean = WeightMean.Of([("one", Stored(one)), ("other", Stored(other))]);

        float[] first = [.. one.Stem.Convolution.weight!.data<float>()];
        float[] second = [.. other.Stem.Convolution.weight!.data<float>()];
        mean.Tensors["stem.convolution.weight"].Values.ShouldBe(first.Zip(second, (a, b) => (a + b) / 2), 1e-6);
        Should.Throw<InvalidDataException>(() => WeightMean.Of([("one", Stored(one)), ("none", new SafeTensors(new Dictionary<string, StoredTensor>(), new Dictionary<string, string>()))]))
            .Message.ShouldContain("only checkpoints of one configuration have a mean");
    }

    private Backbone BackboneOf(Classifier network)
    {
        string file = Path.Combine(Directory.CreateDirectory(_project.Output).FullName, "source.safetensors");
        File.WriteAllBytes(file, new SafeTensors(new Dictionary<string, StoredTensor>(ModuleState.Read(network, "")), new Dictionary<string, string>()).ToBytes());
        return BackboneFile.Load(file);
    }

    private static Trainer<Classifier> Begin(TinyTraining training, TrainingOptions options, Backbone backbone)
    {
        Trainer<Classifier> trainer = new(training.Configuration, options, training.Data, training.Targets, () => new Classifier(training.Configuration, 0));
        // The last layer begins anew.
        Trainer<Classifier>.StartFrom(trainer, backbone with { Output = null });
        return trainer;
    }

    // Without decay the average is the network in training.
    private static float[] StemOf(Trainer<Classifier> trainer) => [.. trainer.Average.Stem.Convolution.weight!.data<float>()];

    private static float[] HeadOf(Trainer<Classifier> trainer) => [.. trainer.Average.Output.weight!.data<float>()];
}
