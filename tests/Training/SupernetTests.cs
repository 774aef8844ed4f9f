// SPDX-License-Identifier: MIT
using MCUNetV2.Networks;
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Supernets;
using MCUNetV2.Training.Weights;
using Shouldly;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary>Networks that share their weights.</summary>
public sealed class SupernetTests : IDisposable
{
    /// <summary>Every kind of choice: kernel, expansion and none, depth, width, a stage left out, stride, input size.</summary>
    private static readonly SearchSpace Space = new(
        "tiny", ["square", "disc"], [24, 32], [4, 8],
        [
            new StageSpace([1], [1], [3], [1], [8]),
            new StageSpace([2], [1, 2], [3, 5], [1, 2, 3], [8, 16]),
            new StageSpace([1, 2], [1, 2], [3, 5, 7], [2, 3], [16, 24]),
            new StageSpace([1], [0, 1], [3, 7], [2, 3], [24]),
        ],
        DepthToWidth: 3);

    private readonly TinyProject _project = new(picturesPerClass: 60);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_network_that_is_cut_out_answers_bit_for_bit_as_the_supernet_does()
    {
        using Supernet supernet = Trained(Space);
        Variation variation = new(Space, new Random(1));
        foreach (NetworkGenes genes in Enumerable.Range(0, 20).Select(_ => variation.Draw()).Append(Space.Smallest).Append(Space.Largest))
        {
            supernet.Active = genes;
            using Classifier network = supernet.Extract(genes);
            network.eval();
            using Tensor pictures = rand(3, 3, genes.InputSize, genes.InputSize);
            using Tensor expected = supernet.forward(pictures);
            using Tensor answered = network.forward(pictures);

            answered.data<float>().ToArray().ShouldBe(expected.data<float>().ToArray(), genes.ToString());
        }
    }

    [Fact]
    public void The_largest_network_is_an_ordinary_one()
    {
        using Supernet supernet = Trained(Space);
        NetworkConfiguration configuration = Supernet.ConfigurationOf(Space, Space.Largest);
        using Classifier ordinary = new(configuration, 0);
        ordinary.load_state_dict(supernet.Largest.state_dict());
        ordinary.eval();
        using Tensor pictures = rand(3, 3, 32, 32);

        supernet.forward(pictures).data<float>().ToArray().ShouldBe(ordinary.forward(pictures).data<float>().ToArray());
        // In training as well, where batches are normalised by their own statistics.
        ordinary.train();
        supernet.train();
        supernet.forward(pictures).allclose(ordinary.forward(pictures), 1e-5, 1e-5).ShouldBeTrue();
    }

    [Fact]
    public void Sorted_channels_compute_the_same_and_the_important_ones_come_first()
    {
        using Supernet supernet = Trained(Space);
        using Tensor pictures = rand(3, 3, 32, 32);
        using Tensor before = supernet.forward(pictures);

        ChannelSorting.Apply(supernet.Largest);

        supernet.forward(pictures).allclose(before, 1e-4, 1e-4).ShouldBeTrue();
        foreach (InvertedResidual block in supernet.Largest.Blocks.Skip(1))
        {
            float[] importance = [.. block.Units.Last().Convolution.weight!.abs().sum([0L, 2L, 3L]).data<float>()];
            importance.ShouldBe(importance.OrderDescending());
        }
    }

    [Fact]
    public void A_larger_network_begins_with_the_answers_of_a_smaller_one()
    {
        NetworkConfiguration small = new(
            "small", 32, Space.Classes, 4, [new(3, 1, 4, 8), new(3, 2, 16, 12), new(5, 1, 24, 12), new(5, 2, 24, 16)], new BudgetConfiguration(int.MaxValue, int.MaxValue, long.MaxValue));
        SearchSpace space = Space with { StemChannels = [4, 6], Stages = [Space.Stages[0], Space.Stages[1] with { Repeats = [2, 3] }, Space.Stages[2] with { Strides = [2] }] };
        using Classifier source = new(small, 0);
        TakeStatistics(source);
        string file = Path.Combine(Directory.CreateDirectory(_project.Output).FullName, "small.safetensors");
        File.WriteAllBytes(file, new SafeTensors(new Dictionary<string, StoredTensor>(ModuleState.Read(source, "")), new Dictionary<string, string>()).ToBytes());
        using Supernet supernet = new(space, 0);

        IReadOnlyList<TransplantedLayer> report = Enlargement.Apply(BackboneFile.Load(file), supernet.Largest);

        supernet.eval();
        report.Count(layer => layer.From is not null).ShouldBe(2 + small.ExpandedBlocks().Count() * 3 - 1, string.Join('\n', report));
        using Tensor pictures = rand(3, 3, 32, 32);
        supernet.forward(pictures).allclose(source.forward(pictures), 1e-4, 1e-4).ShouldBeTrue();
    }

    [Fact]
    public void Statistics_are_those_of_all_batches_alike()
    {
        using Classifier network = new(Supernet.ConfigurationOf(Space, Space.Smallest), 0);
        using Tensor pictures = rand(8, 3, 24, 24);
        float[] expected = [.. network.Stem.Convolution.forward(nn.functional.pad(pictures, [0, 1, 0, 1])).mean([0L, 2L, 3L]).data<float>()];

        StatisticsCalibration.Run(network, Enumerable.Range(0, 4).Select(i => pictures.narrow(0, i * 2, 2).clone()));

        network.Stem.Normalisation.running_mean!.data<float>().ToArray().ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void A_space_whose_optional_stage_is_narrower_than_what_precedes_it_is_refused() =>
        Should.Throw<InvalidDataException>(() => new Supernet(Space with { Stages = [.. Space.Stages.SkipLast(1), Space.Stages[3] with { Channels = [16] }] }, 0))
            .Message.ShouldContain("may be left out has at most 16 channels");

    [Fact]
    public void A_stopped_training_goes_on_to_the_same_weights()
    {
        double[] whole = Train("whole", stopAfter: null);
        Train("resumed", stopAfter: 1).ShouldNotBe(whole);

        Train("resumed", stopAfter: null).ShouldBe(whole);
    }

    [Fact]
    public void Pictures_held_apart_are_never_learnt_from_and_always_the_same()
    {
        DataSet data = DataSet.Load([_project.Pictures], Space.Classes, 32);

        (DataSet learnt, IReadOnlyList<Picture> held) = HeldPictures.Split(data);

        held.Count.ShouldBeInRange(4, 30);
        held.ShouldAllBe(picture => !learnt.Training.Contains(picture) && !data.Validation.Contains(picture));
        (learnt.Training.Count + held.Count).ShouldBe(data.Training.Count);
        HeldPictures.Split(data).Held.Select(picture => picture.Name).ShouldBe(held.Select(picture => picture.Name));
    }

    /// <summary>Two epochs; some of the weights after them.</summary>
    private double[] Train(string name, int? stopAfter)
    {
        DataSet data = DataSet.Load([_project.Pictures], Space.Classes, 32);
        TrainingOptions options = TrainingOptions.Standard with { Epochs = 2, BatchSize = 16, LearningRate = 2e-3, AverageDecay = 0.9 };
        TrainingTargets targets = new(new SamplingWeights(data.Training, ""), new ViewTargets(data.Training, 2, options.Smoothing, null, 0), null, null, 0);
        SupernetTrainer trainer = new(Space, options, data, targets, subnetworks: 2);
        Checkpoint checkpoint = new(Path.Combine(Directory.CreateDirectory(_project.Output).FullName, name), CheckpointKind.Supernet, "the same");
        TinyTraining.Run(trainer, checkpoint, stopAfter is { } last ? epoch => epoch == last : null);
        return [.. trainer.Average.Largest.state_dict().Values.SelectMany(values => values.to(ScalarType.Float32).data<float>().ToArray()).Select(value => (double)value)];
    }

    private static Supernet Trained(SearchSpace space)
    {
        random.manual_seed(5);
        Supernet supernet = new(space, 0);
        TakeStatistics(supernet.Largest);
        supernet.eval();
        return supernet;
    }

    /// <summary>Statistics that are nobody's default.</summary>
    private static void TakeStatistics(Classifier network)
    {
        network.train();
        using (no_grad())
        {
            network.forward(rand(16, 3, 32, 32)).Dispose();
        }

        network.eval();
    }
}
