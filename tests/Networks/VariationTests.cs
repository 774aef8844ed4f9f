// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

public sealed class VariationTests
{
    private readonly SearchSpace _space = TinySpace.Create();
    private readonly Variation _variation;

    public VariationTests() => _variation = new Variation(_space, new Random(1));

    [Fact]
    public void Every_descendant_lies_in_the_space()
    {
        NetworkGenes genes = _variation.Draw();
        for (int i = 0; i < 200; i++)
        {
            genes = _variation.Mutate(_variation.Cross(genes, _variation.Draw()));
            ShouldLieInTheSpace(genes);
        }
    }

    [Fact]
    public void Shrinking_ends_at_the_smallest()
    {
        NetworkGenes genes = _variation.Draw();
        int steps = 0;
        while (_variation.Shrink(genes) is { } smaller)
        {
            smaller.ToString().ShouldNotBe(genes.ToString());
            ShouldLieInTheSpace(smaller);
            genes = smaller;
            steps++;
            steps.ShouldBeLessThan(100);
        }

        genes.ToString().ShouldBe(_space.Smallest.ToString());
    }

    private void ShouldLieInTheSpace(NetworkGenes genes)
    {
        _space.InputSizes.ShouldContain(genes.InputSize);
        _space.StemChannels.ShouldContain(genes.StemChannels);
        foreach ((StageSpace space, StageGenes stage) in _space.Stages.Zip(genes.Stages))
        {
            space.Strides.ShouldContain(stage.Stride);
            space.Repeats.ShouldContain(stage.Blocks.Length);
            space.Channels.ShouldContain(stage.Channels);
            stage.Blocks.ShouldAllBe(block => space.Kernels.Contains(block.Kernel) && space.Expansions.Contains(block.Expansion));
        }
    }
}
