// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Networks.Search;

/// <summary>Makes networks of a space: at random, from one other, from two others.</summary>
/// <param name="space">Where they come from.</param>
/// <param name="random">Source of every choice.</param>
public sealed class Variation(SearchSpace space, Random random)
{
    /// <summary>Of each choice in a network (Lin et al. 2021, MCUNetV2).</summary>
    private const double MutationRate = 0.1;

    /// <summary>Every choice by lot.</summary>
    public NetworkGenes Draw() => new(Draw(space.InputSizes), Draw(space.StemChannels), [.. space.Stages.Select(Draw)]);

    /// <summary>Some choices made anew.</summary>
    public NetworkGenes Mutate(NetworkGenes genes) => new(
        Mutate(genes.InputSize, space.InputSizes),
        Mutate(genes.StemChannels, space.StemChannels),
        [.. genes.Stages.Zip(space.Stages, Mutate)]);

    /// <summary>Each stage from one of two.</summary>
    public NetworkGenes Cross(NetworkGenes first, NetworkGenes second) => new(
        Either(first.InputSize, second.InputSize),
        Either(first.StemChannels, second.StemChannels),
        [.. first.Stages.Zip(second.Stages, Either)]);

    /// <summary>One choice, by lot, the next smaller one; null for the smallest network.</summary>
    public NetworkGenes? Shrink(NetworkGenes genes)
    {
        List<NetworkGenes> smaller = [];
        AddLess(smaller, genes.InputSize, space.InputSizes, value => genes with { InputSize = value });
        AddLess(smaller, genes.StemChannels, space.StemChannels, value => genes with { StemChannels = value });
        for (int i = 0; i < genes.Stages.Length; i++)
        {
            int index = i;
            smaller.AddRange(Smaller(genes.Stages[i], space.Stages[i]).Select(stage => genes with { Stages = genes.Stages.SetItem(index, stage) }));
        }

        return smaller.Count == 0 ? null : Draw(smaller);
    }

    private static List<StageGenes> Smaller(StageGenes stage, StageSpace space)
    {
        List<StageGenes> smaller = [];
        AddLess(smaller, stage.Blocks.Length, space.Repeats, count => stage with { Blocks = stage.Blocks[..count] });
        if (stage.Blocks.Length > 0)
        {
            if (stage.Stride < space.Strides[^1])
            {
                smaller.Add(stage with { Stride = space.Strides[^1] });
            }

            AddLess(smaller, stage.Channels, space.Channels, value => stage with { Channels = value });
        }

        for (int i = 0; i < stage.Blocks.Length; i++)
        {
            int index = i;
            BlockGenes block = stage.Blocks[i];
            AddLess(smaller, block.Kernel, space.Kernels, value => stage with { Blocks = stage.Blocks.SetItem(index, block with { Kernel = value }) });
            AddLess(smaller, block.Expansion, space.Expansions, value => stage with { Blocks = stage.Blocks.SetItem(index, block with { Expansion = value }) });
        }

        return smaller;
    }

    private static void AddLess<T>(List<T> smaller, int value, IReadOnlyList<int> values, Func<int, T> with)
    {
        int[] below = [.. values.Where(other => other < value)];
        if (below.Length > 0)
        {
            smaller.Add(with(below[^1]));
        }
    }

    private StageGenes Draw(StageSpace stage) =>
        new(Draw(stage.Strides), Draw(stage.Channels), [.. Enumerable.Range(0, Draw(stage.Repeats)).Select(_ => DrawBlock(stage))]);

    private BlockGenes DrawBlock(StageSpace stage) => new(Draw(stage.Kernels), Draw(stage.Expansions));

    private StageGenes Mutate(StageGenes genes, StageSpace stage)
    {
        int count = Mutate(genes.Blocks.Length, stage.Repeats);
        ImmutableArray<BlockGenes> kept = [.. genes.Blocks.Take(count).Select(block => new BlockGenes(Mutate(block.Kernel, stage.Kernels), Mutate(block.Expansion, stage.Expansions)))];
        return new StageGenes(
            Mutate(genes.Stride, stage.Strides), Mutate(genes.Channels, stage.Channels), [.. kept, .. Enumerable.Range(0, count - kept.Length).Select(_ => DrawBlock(stage))]);
    }

    private int Mutate(int value, IReadOnlyList<int> values) => random.NextDouble() < MutationRate ? Draw(values) : value;

    private T Either<T>(T first, T second) => random.Next(2) == 0 ? first : second;

    private T Draw<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
