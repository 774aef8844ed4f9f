// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

/// <summary>The planner's simulation of a walk and the engine's intervals are twins: the same numbers for every slot at every step.</summary>
public class IntervalTests
{
    private const int Graphs = 100;
    private const int PlansOfEach = 3;

    [Fact]
    public void Simulation_and_engine_agree_on_random_walks()
    {
        int steps = 0;
        for (int seed = 0; seed < Graphs; seed++)
        {
            ModelGraph graph = RandomGraph.Generate(seed);
            Random random = new(seed);
            for (int i = 0; i < PlansOfEach; i++)
            {
                steps += Compare(RandomPlan.Generate(graph, Target.Portable, random), $"seed {seed}, plan {i}");
            }
        }

        steps.ShouldBeGreaterThan(1000);
    }

    private static int Compare(Plan plan, string what)
    {
        using NativeModel model = new(PackageWriter.Write(plan), plan.PeakBytes);
        int steps = 0;
        for (int s = 0; s < plan.Stages.Length; s++)
        {
            StagePlan stage = plan.Stages[s];
            StageTopology topology = new(plan.Graph, new Liveness(plan.Graph), stage.FirstOperator, stage.OperatorCount);
            foreach (Axis axis in new[] { Axis.Row, Axis.Column })
            {
                AxisWalk walk = axis == Axis.Row ? stage.Rows : stage.Columns;
                bool[] keeps = [.. stage.Slots.Select(slot => axis == Axis.Row ? slot.KeepRows : slot.KeepColumns)];
                int driver = Math.Max(0, stage.Slots.ToList().FindIndex(slot => slot.IsDriver));
                AxisSimulation simulation = new(topology, axis, walk, keeps, driver);
                for (int step = 0; step < walk.Count; step++, steps++)
                {
                    simulation.Step(step);
                    (int, int, int, int)[] actual = model.Intervals(s, stage.Slots.Length, axis, step);
                    for (int slot = 0; slot < actual.Length; slot++)
                    {
                        if (stage.Slots[slot].Kind != SlotKind.Constant)
                        {
                            actual[slot].ShouldBe(
                                (simulation.Begin[slot], simulation.From[slot], simulation.End[slot], simulation.Keep[slot]),
                                $"{what}: stage {s} of {plan.Schedule}, {axis} step {step}, slot {slot}");
                        }
                    }
                }
            }
        }

        return steps;
    }
}
