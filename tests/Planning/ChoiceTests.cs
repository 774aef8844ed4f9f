// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

public class ChoiceTests
{
    /// <summary>The chosen plan is not worse than another of its front in peak, MACs and patches at once.</summary>
    [Fact]
    public void The_choice_is_not_beaten_in_all_that_is_printed()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            ModelGraph graph = RandomGraph.Generate(seed);
            PlanResult result = Planner.Plan(graph, Target.Portable, new PlanLimits());
            Plan chosen = result.Chosen.ShouldNotBeNull();
            result.Front.Where(p => p != chosen && p.PeakBytes <= chosen.PeakBytes && p.Macs <= chosen.Macs && p.Patches < chosen.Patches)
                .ShouldBeEmpty($"seed {seed}");
        }
    }

    /// <summary>The search works in parallel; what it finds does not depend on who comes first.</summary>
    [Fact]
    public void Planning_twice_gives_the_same_front()
    {
        ModelGraph graph = SmallNetworks.Of("residual");
        IEnumerable<(int, long, long, string)> Front() =>
            Planner.Plan(graph, Target.Portable, new PlanLimits()).Front.Select(p => (p.PeakBytes, p.Macs, p.Effort, string.Join(' ', p.Stages.Select(s => $"{s.OperatorCount}:{s.Rows}:{s.Columns}"))));
        Front().ShouldBe(Front());
    }
}
