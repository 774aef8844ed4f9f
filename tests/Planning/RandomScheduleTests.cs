// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

/// <summary>Every point of the schedule space computes what layer-by-layer computes, with the MACs that were predicted.</summary>
public class RandomScheduleTests
{
    private const int Batch = 50;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Any_schedule_equals_layer_by_layer(int batch)
    {
        for (int seed = batch * Batch; seed < (batch + 1) * Batch; seed++)
        {
            Compare(RandomGraph.Generate(seed), seed);
        }
    }

    private static void Compare(ModelGraph graph, int seed)
    {
        Random random = new(seed);
        byte[] input = PlanRun.Noise(graph, seed);
        PlanRun expected = PlanRun.Of(Schedules.Layers(graph, Target.Portable), input);
        for (int i = 0; i < 10; i++)
        {
            Plan plan = i < 3
                ? Schedules.Patches(graph, Target.Portable, random.Next(1, 6), random.Next(1, 6), random.Next(1, graph.Operators.Length))
                : RandomPlan.Generate(graph, Target.Portable, random);
            PlanRun actual = PlanRun.Of(plan, input);
            string what = $"seed {seed}: {plan.Schedule}";
            for (int output = 0; output < expected.Outputs.Count; output++)
            {
                actual.Outputs[output].ShouldBe(expected.Outputs[output], what);
            }

            actual.Macs.ShouldBe(plan.Macs, what);
            actual.ArenaBytes.ShouldBeLessThanOrEqualTo(plan.PeakBytes, what);
            PlacementCheck.LiveBuffersDoNotOverlap(plan);
        }
    }
}
