// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>
/// The largest network of a space, of which every other network of the space is a part: the first blocks of each stage, the first channels of each layer, the middle of each
/// window (Cai et al. 2020, "Once-for-All"). One of them is active at a time.
/// </summary>
internal sealed class Supernet : TrainableClassifier
{
    private readonly Classifier largest;

    /// <exception cref="InvalidDataException">The space has a stage that may be left out and is narrower than what comes before it.</exception>
    public Supernet(SearchSpace space, double dropoutRate)
        : base(nameof(Supernet))
    {
        int most = space.StemChannels[^1];
        foreach (StageSpace stage in space.Stages)
        {
            // Where a stage may be left out, the next one takes what comes before it.
            if (stage.Repeats[0] == 0 && stage.Channels[^1] < most)
            {
                throw new InvalidDataException(
                    $"{space.Name}: a stage that may be left out has at most {stage.Channels[^1]} channels, and what comes before it {most}: the next one cannot take either with the same weights");
            }

            most = stage.Repeats[0] == 0 ? Math.Max(most, stage.Channels[^1]) : stage.Channels[^1];
        }

        Space = space;
        largest = new Classifier(ConfigurationOf(space, space.Largest), dropoutRate);
        Active = space.Largest;
        RegisterComponents();
    }

    public SearchSpace Space { get; }

    /// <summary>The whole of it.</summary>
    public Classifier Largest => largest;

    /// <summary>Which network of the space computes.</summary>
    public NetworkGenes Active { get; set; }

    /// <summary>Of the largest network; others have fewer.</summary>
    public override int FeatureCount => largest.FeatureCount;

    /// <summary>A network of a space as a configuration without limits.</summary>
    public static NetworkConfiguration ConfigurationOf(SearchSpace space, NetworkGenes genes) => space.ToNetwork(genes, new BudgetConfiguration(int.MaxValue, int.MaxValue, long.MaxValue));

    /// <inheritdoc/>
    public override Tensor Features(Tensor input)
    {
        Tensor features = input;
        foreach (SupernetBlock block in BlocksOf(Active))
        {
            Tensor made = features;
            foreach ((ConvolutionUnit unit, ConvolutionPart part) in block.Units)
            {
                made = unit.ForwardPart(made, part);
            }

            features = block.IsResidual ? made.add_(features) : made;
        }

        return features.mean([2L, 3L]);
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor features) => largest.ClassifyPart(features);

    /// <summary>A network of the space with weights of its own. Its batch statistics are those of the largest one, which do not suit it: see <see cref="StatisticsCalibration"/>.</summary>
    public Classifier Extract(NetworkGenes genes)
    {
        using IDisposable noGradient = no_grad();
        Classifier network = new(ConfigurationOf(Space, genes), dropoutRate: 0);
        network.to(get_default_device());
        foreach (((_, ConvolutionUnit target), (ConvolutionUnit source, ConvolutionPart part)) in network.Units().Zip(BlocksOf(genes).SelectMany(block => block.Units)))
        {
            target.CopyPart(source, part);
        }

        network.Output.weight!.copy_(largest.Output.weight!.narrow(1, 0, network.FeatureCount));
        network.Output.bias!.copy_(largest.Output.bias!);
        return network;
    }

    /// <summary>Which part of which layer computes, in order, the stem first.</summary>
    private IEnumerable<SupernetBlock> BlocksOf(NetworkGenes genes)
    {
        yield return new SupernetBlock([(largest.Stem, new ConvolutionPart(genes.StemChannels, 3, largest.Stem.Kernel, largest.Stem.Stride))], IsResidual: false);
        InvertedResidual[] blocks = [.. largest.Blocks];
        int inputs = genes.StemChannels;
        int first = 0;
        foreach ((StageGenes stage, StageSpace space) in genes.Stages.Zip(Space.Stages))
        {
            for (int i = 0; i < stage.Blocks.Length; i++)
            {
                yield return BlockOf(blocks[first + i], stage.Blocks[i], inputs, i == 0 ? stage.Stride : 1, stage.Channels);
                inputs = stage.Channels;
            }

            first += space.Repeats[^1];
        }
    }

    private static SupernetBlock BlockOf(InvertedResidual block, BlockGenes genes, int inputs, int stride, int channels)
    {
        int expanded = inputs * genes.Expansion;
        ConvolutionUnit[] units = [.. block.Units];
        List<(ConvolutionUnit, ConvolutionPart)> parts = [];
        if (expanded != inputs)
        {
            parts.Add((units[0], new ConvolutionPart(expanded, inputs, 1, 1)));
        }

        parts.Add((units[^2], new ConvolutionPart(expanded, expanded, genes.Kernel, stride)));
        parts.Add((units[^1], new ConvolutionPart(channels, expanded, 1, 1)));
        return new SupernetBlock(parts, stride == 1 && inputs == channels);
    }

    private sealed record SupernetBlock(IReadOnlyList<(ConvolutionUnit Unit, ConvolutionPart Part)> Units, bool IsResidual);
}
