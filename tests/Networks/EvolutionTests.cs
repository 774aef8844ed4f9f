// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

public sealed class EvolutionTests
{
    private static readonly SearchOptions Short = new(Plans: 8, Finalists: 3, Seed: 1);

    [Fact]
    public void Finalists_keep_the_limits_and_differ_in_outline()
    {
        BudgetConfiguration limits = new(4500, 12_000, 500_000);

        SearchResult result = Run(limits, Short);

        result.Finalists.ShouldNotBeEmpty();
        result.Planned.ShouldBeLessThanOrEqualTo(Short.Plans);
        result.Finalists.Select(finalist => finalist.Candidate.Genes.Outline).ShouldBeUnique();
        result.Finalists.Select(finalist => -finalist.Candidate.Score).ShouldBeInOrder();
        foreach (Finalist finalist in result.Finalists)
        {
            finalist.Candidate.Network.Budget.ShouldBe(limits);
            UntrainedNetwork.Deploy(finalist.Candidate.Network).Require(limits);
        }
    }

    [Fact]
    public void The_same_seed_finds_the_same_networks()
    {
        BudgetConfiguration limits = new(4500, 12_000, 500_000);

        string[] Names(int seed) => [.. Run(limits, Short with { Seed = seed }).Finalists.Select(finalist => finalist.Candidate.Genes.ToString())];

        Names(2).ShouldBe(Names(2));
        Names(2).ShouldNotBe(Names(3));
    }

    [Theory]
    [InlineData(100, 12_000, 500_000)]
    [InlineData(4500, 1000, 500_000)]
    [InlineData(4500, 12_000, 1000)]
    public void Limits_that_no_network_keeps_name_the_smallest(int sram, int flash, long macs)
    {
        string message = Should.Throw<BudgetException>(() => Run(new BudgetConfiguration(sram, flash, macs), Short)).Message;

        message.ShouldContain($"within {sram} bytes of SRAM, {flash} bytes of flash and {macs} MACs; the smallest one needs ");
    }

    private static SearchResult Run(BudgetConfiguration limits, SearchOptions options) =>
        Evolution.Run(TinySpace.Create(), limits, options, () => { }, CancellationToken.None);
}
