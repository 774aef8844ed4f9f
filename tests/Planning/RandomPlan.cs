// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Planning.Tests;

/// <summary>Random points of the schedule space, most of which no search would choose: any stages, any walks, halos kept or recomputed slot by slot.</summary>
internal static class RandomPlan
{
    public static Plan Generate(ModelGraph graph, Target target, Random random)
    {
        Liveness liveness = new(graph);
        List<(StageTopology, StagePlan)> stages = new();
        List<string> names = new();
        for (int first = 0; first < graph.Operators.Length;)
        {
            int count = random.Next(1, graph.Operators.Length - first + 1);
            StageTopology topology = new(graph, liveness, first, count);
            StagePlan stage = Stage(topology, target, random);
            stages.Add((topology, stage));
            names.Add($"{first}+{count} {stage.Rows} x {stage.Columns}");
            first += count;
        }

        return new PlanBuilder(graph, target, liveness).Build(string.Join("; ", names), stages);
    }

    private static StagePlan Stage(StageTopology topology, Target target, Random random)
    {
        StageBuilder builder = new(topology, new KernelCosts(topology.Graph, target));
        HaloPolicy policy = Policy(topology, random);
        AxisWalk rows = Walk(topology, Axis.Row, builder.Driver, random);
        AxisWalk columns = Walk(topology, Axis.Column, builder.Driver, random);
        return builder.Build(
            rows, columns, policy, builder.Simulate(Axis.Row, rows, policy.Rows), builder.Simulate(Axis.Column, columns, policy.Columns))
            ?? throw new InvalidOperationException("the walk was counted to complete");
    }

    private static HaloPolicy Policy(StageTopology topology, Random random)
    {
        HaloPolicy policy = HaloPolicy.Uniform(topology, random.Next(3) > 0, random.Next(3) > 0);
        HaloPolicy keep = HaloPolicy.Uniform(topology, rows: false, columns: false); // what must be kept in any case
        for (int i = 0; i < policy.Rows.Length; i++)
        {
            policy.Rows[i] = keep.Rows[i] || (random.Next(3) == 0 ? random.Next(2) == 0 : policy.Rows[i]);
            policy.Columns[i] = keep.Columns[i] || (random.Next(3) == 0 ? random.Next(2) == 0 : policy.Columns[i]);
        }

        if (topology.Operators[0].Kind == OperatorKind.Input)
        {
            policy.Rows[topology.Outputs[0]] = true; // a camera delivers each row once
            policy.Columns[topology.Outputs[0]] = true;
        }

        return policy;
    }

    private static AxisWalk Walk(StageTopology topology, Axis axis, int driver, Random random)
    {
        if (topology.Operators.Length == 1 || random.Next(4) == 0)
        {
            return AxisWalk.Once;
        }

        if (random.Next(2) == 0)
        {
            return new AxisWalk(random.Next(1, 7));
        }

        (int first, int step) = (random.Next(1, 9), random.Next(1, 6));
        int count = WalkCandidates.StepsNeeded(WalkCandidates.ArrivalForAll(topology, axis, driver), first, step);
        return count <= AxisSimulation.MostSteps ? new AxisWalk(count, Pace.Arrival, first, step) : AxisWalk.Once;
    }
}
