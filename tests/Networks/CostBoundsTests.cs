// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Networks.Tests;

public sealed class CostBoundsTests
{
    private static readonly BudgetConfiguration AnyBudget = new(1 << 20, 1 << 20, long.MaxValue);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Closed_forms_agree_with_planner_and_package(int seed)
    {
        SearchSpace space = TinySpace.Create();
        NetworkConfiguration network = space.ToNetwork(new Variation(space, new Random(seed)).Draw(), AnyBudget);
        CostBounds bounds = CostBounds.Of(network);
        ModelGraph graph = UntrainedNetwork.Import(network);

        PlanResult streams = Planner.Stream(graph, Target.Portable, new PlanLimits());

        bounds.Macs.ShouldBe(MacCount.Of(graph));
        foreach (Plan plan in streams.Front)
        {
            bounds.SramBytes.ShouldBeLessThanOrEqualTo(plan.PeakBytes);
            int flash = PackageWriter.Write(plan).Length;
            bounds.FlashBytes.ShouldBeInRange(flash * 4 / 5, flash);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_fit_is_a_plan_within_the_limit(int seed)
    {
        SearchSpace space = TinySpace.Create();
        ModelGraph graph = UntrainedNetwork.Import(space.ToNetwork(new Variation(space, new Random(seed)).Draw(), AnyBudget));
        int least = Planner.Stream(graph, Target.Portable, new PlanLimits()).Front.Min(plan => plan.PeakBytes);

        Planner.Fit(graph, Target.Portable, 2 * least).ShouldNotBeNull().PeakBytes.ShouldBeLessThanOrEqualTo(2 * least);
        Planner.Fit(graph, Target.Portable, least / 2).ShouldBeNull();
    }

    [Fact]
    public void The_shipped_network_costs_what_its_card_says()
    {
        NetworkConfiguration network = NetworkConfiguration.Load(Repository.Path("models/vww/config.json"));

        CostBounds.Of(network).Macs.ShouldBe(11_796_752);
    }
}
