// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

namespace MCUNetV2.Networks.Search;

/// <summary>The networks among which to search, as written in a <c>space.json</c>. Every list is in rising order.</summary>
/// <param name="Name">Name of the network to be found.</param>
/// <param name="Classes">Class names, in the order of the outputs.</param>
/// <param name="InputSizes">Height and width of the RGB input, in pixels.</param>
/// <param name="StemChannels">Output channels of the first 3x3 stride 2 convolution.</param>
/// <param name="Stages">From the input to the output.</param>
/// <param name="DepthToWidth">The most that <see cref="StructuralEntropy.DepthToWidth"/> may be.</param>
/// <param name="Budget">Limits; null where they are given otherwise.</param>
public sealed record SearchSpace(
    string Name,
    IReadOnlyList<string> Classes,
    IReadOnlyList<int> InputSizes,
    IReadOnlyList<int> StemChannels,
    IReadOnlyList<StageSpace> Stages,
    double DepthToWidth = SearchSpace.DefaultDepthToWidth,
    BudgetConfiguration? Budget = null)
{
    /// <summary>A little above what published networks of this size have: mcunet-vww1 1.12, MLPerf Tiny's visual wake words 1.09.</summary>
    public const double DefaultDepthToWidth = 1.2;

    /// <exception cref="InvalidDataException">The file is no valid space; the message says why.</exception>
    public static SearchSpace Load(string path) => JsonFile.Load<SearchSpace>(path, space => space.Validate());

    /// <summary>A space as <see cref="ToText"/> wrote it into another file.</summary>
    /// <param name="text">The space.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="InvalidDataException">It is no valid space; the message says why.</exception>
    public static SearchSpace Parse(string text, string source) => JsonFile.Parse<SearchSpace>(text, source, space => space.Validate());

    /// <summary>The space as JSON.</summary>
    public string ToText() => JsonFile.Write(this);

    /// <summary>The network with the least of everything.</summary>
    public NetworkGenes Smallest => new(InputSizes[0], StemChannels[0], [.. Stages.Select(Least)]);

    /// <summary>The network with the most of everything, and the finest feature maps.</summary>
    public NetworkGenes Largest => new(InputSizes[^1], StemChannels[^1], [.. Stages.Select(Most)]);

    /// <summary>The choices that make a network of the same blocks; null where the space does not have it.</summary>
    public NetworkGenes? Find(NetworkConfiguration network)
    {
        BlockConfiguration[] blocks = [.. network.ExpandedBlocks()];
        if (!InputSizes.Contains(network.InputSize) || !StemChannels.Contains(network.StemChannels))
        {
            return null;
        }

        return Find(blocks, 0, network.StemChannels, []) is { } stages ? new NetworkGenes(network.InputSize, network.StemChannels, [.. stages]) : null;
    }

    /// <summary>The first choice of another space that this one does not have, for people; null when it has them all.</summary>
    public string? FirstLacking(SearchSpace other)
    {
        if (other.Stages.Count != Stages.Count)
        {
            return $"{other.Stages.Count} stages";
        }

        return Lacking(InputSizes, other.InputSizes, "an input of") ?? Lacking(StemChannels, other.StemChannels, "stem channels")
            ?? Stages.Zip(other.Stages).Select((pair, i) =>
                Lacking(pair.First.Strides, pair.Second.Strides, $"stage {i + 1}: a stride of") ?? Lacking(pair.First.Repeats, pair.Second.Repeats, $"stage {i + 1}: repeats")
                ?? Lacking(pair.First.Kernels, pair.Second.Kernels, $"stage {i + 1}: a kernel of") ?? Lacking(pair.First.Expansions, pair.Second.Expansions, $"stage {i + 1}: an expansion of")
                ?? Lacking(pair.First.Channels, pair.Second.Channels, $"stage {i + 1}: channels")).FirstOrDefault(text => text is not null);
    }

    /// <summary>The network as it is trained and planned.</summary>
    public NetworkConfiguration ToNetwork(NetworkGenes genes, BudgetConfiguration budget) =>
        new(Name, genes.InputSize, Classes, genes.StemChannels, [.. Merge(Blocks(genes))], budget);

    private void Validate()
    {
        Require(FileName.IsPlain(Name), $"name is \"{Name}\", which files are named after; {FileName.Plain}");
        Require(ClassList.Problem(Classes) is null, ClassList.Problem(Classes)!);
        RequireList(InputSizes, nameof(InputSizes), size => size is >= 16 and <= 320, "16 to 320");
        RequireList(StemChannels, nameof(StemChannels), IsChannelCount, $"1 to {NetworkLimits.MostChannels}");
        Require(Stages.Count > 0, "stages is empty");
        Require(Stages.All(stage => stage is not null), "stages has an entry that is null");
        Require(DepthToWidth > 0, $"depthToWidth is {DepthToWidth}; it must be positive");
        int inputs = StemChannels[^1];
        foreach (StageSpace stage in Stages)
        {
            RequireList(stage.Strides, "strides", stride => stride is 1 or 2, "1 and 2");
            RequireList(stage.Repeats, "repeats", repeat => repeat is >= 0 and <= NetworkLimits.MostBlocks, $"0 to {NetworkLimits.MostBlocks}");
            RequireList(stage.Kernels, "kernels", kernel => kernel is 3 or 5 or 7, "3, 5 and 7");
            RequireList(stage.Expansions, "expansions", expansion => expansion > 0, "positive numbers");
            RequireList(stage.Channels, "channels", IsChannelCount, $"1 to {NetworkLimits.MostChannels}");
            inputs = Math.Max(inputs, stage.Channels[^1]);
            long widest = (long)inputs * stage.Expansions[^1];
            Require(widest <= NetworkLimits.MostChannels, $"expansions make up to {widest} channels of {inputs}; {NetworkLimits.MostChannels} is the most");
            Require(stage.Repeats[0] > 0 || stage.Strides[^1] == 1, "a stage of stride 2 may not be left out; its repeats begin with 1");
        }

        long blocks = Stages.Sum(stage => (long)stage.Repeats[^1]);
        Require(blocks <= NetworkLimits.MostBlocks, $"stages, repeated, are up to {blocks} blocks; {NetworkLimits.MostBlocks} is the most");
        Require(Stages.Any(stage => stage.Repeats[0] > 0), "every stage may be left out; one must have repeats from 1");
    }

    private static bool IsChannelCount(int channels) => channels is > 0 and <= NetworkLimits.MostChannels;

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidDataException(problem);
        }
    }

    private static void RequireList(IReadOnlyList<int> values, string name, Func<int, bool> allowed, string expected)
    {
        string list = char.ToLowerInvariant(name[0]) + name[1..];
        Require(values.Count > 0, $"{list} is empty; {expected} in rising order");
        Require(values.All(allowed) && values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second), $"{list} is [{string.Join(", ", values)}]; {expected} in rising order");
    }

    private static StageGenes Least(StageSpace stage)
    {
        BlockGenes block = new(stage.Kernels[0], stage.Expansions[0]);
        return new StageGenes(stage.Strides[^1], stage.Channels[0], [.. Enumerable.Repeat(block, stage.Repeats[0])]);
    }

    private static StageGenes Most(StageSpace stage)
    {
        BlockGenes block = new(stage.Kernels[^1], stage.Expansions[^1]);
        return new StageGenes(stage.Strides[0], stage.Channels[^1], [.. Enumerable.Repeat(block, stage.Repeats[^1])]);
    }

    private static string? Lacking(IReadOnlyList<int> own, IReadOnlyList<int> others, string what) =>
        others.Except(own).ToArray() is [var first, ..] ? $"{what} {first}" : null;

    /// <summary>Stages from one on that make the rest of the blocks; null when none do.</summary>
    private List<StageGenes>? Find(ReadOnlySpan<BlockConfiguration> blocks, int stage, int inputs, List<StageGenes> before)
    {
        if (stage == Stages.Count)
        {
            return blocks.IsEmpty ? before : null;
        }

        StageSpace space = Stages[stage];
        // The longest stage first: where two stages have blocks alike, the earlier one has them.
        foreach (int count in space.Repeats.Reverse())
        {
            if (count <= blocks.Length && StageOf(space, blocks[..count], inputs) is { } genes
                && Find(blocks[count..], stage + 1, count == 0 ? inputs : genes.Channels, [.. before, genes]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static StageGenes? StageOf(StageSpace space, ReadOnlySpan<BlockConfiguration> blocks, int inputs)
    {
        if (blocks.IsEmpty)
        {
            return new StageGenes(space.Strides[0], space.Channels[0], []);
        }

        List<BlockGenes> genes = [];
        int stride = blocks[0].Stride, channels = blocks[0].Channels;
        foreach (BlockConfiguration block in blocks)
        {
            int expansion = block.Expanded / inputs;
            if (block.Channels != channels || block.Stride != (genes.Count == 0 ? stride : 1) || block.Expanded % inputs != 0
                || !space.Expansions.Contains(expansion) || !space.Kernels.Contains(block.Kernel))
            {
                return null;
            }

            genes.Add(new BlockGenes(block.Kernel, expansion));
            inputs = channels;
        }

        return space.Strides.Contains(stride) && space.Channels.Contains(channels) ? new StageGenes(stride, channels, [.. genes]) : null;
    }

    private static IEnumerable<BlockConfiguration> Blocks(NetworkGenes genes)
    {
        int inputs = genes.StemChannels;
        foreach (StageGenes stage in genes.Stages)
        {
            int stride = stage.Stride;
            foreach (BlockGenes block in stage.Blocks)
            {
                yield return new BlockConfiguration(block.Kernel, stride, inputs * block.Expansion, stage.Channels);
                inputs = stage.Channels;
                stride = 1;
            }
        }
    }

    /// <summary>Equal blocks in a row as one with a repetition.</summary>
    private static List<BlockConfiguration> Merge(IEnumerable<BlockConfiguration> blocks)
    {
        List<BlockConfiguration> merged = [];
        foreach (BlockConfiguration block in blocks)
        {
            if (merged.Count > 0 && block.Stride == 1 && merged[^1] with { Repeat = 1, Stride = 1 } == block)
            {
                merged[^1] = merged[^1] with { Repeat = merged[^1].Repeat + 1 };
            }
            else
            {
                merged.Add(block);
            }
        }

        return merged;
    }
}
