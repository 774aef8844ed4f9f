// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>The schedules that have names: each a point of the space that the planner searches.</summary>
public static class Schedules
{
    /// <summary>Every operator over its whole tensors, one call each.</summary>
    public static Plan Layers(ModelGraph graph, Target target) =>
        Compose(graph, target, "layers", [.. Enumerable.Repeat(1, graph.Operators.Length)], null);

    /// <summary>
    /// Classic MCUNetV2: the first operators patch by patch over a grid of their output, halos recomputed; then layer by layer.
    /// The image is held whole.
    /// </summary>
    /// <param name="operators">How many operators of the graph run in patches, the input not counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such grid, or not that many operators.</exception>
    public static Plan Patches(ModelGraph graph, Target target, int rows, int columns, int operators)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(operators, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(operators, graph.Operators.Length);
        int[] lengths = [1, operators, .. Enumerable.Repeat(1, graph.Operators.Length - 1 - operators)];
        return Compose(graph, target, $"patches:{rows}x{columns}:{operators}", lengths, (rows, columns));
    }

    /// <summary>Stages of the given lengths; a stage of several operators walks the grid.</summary>
    private static Plan Compose(ModelGraph graph, Target target, string name, int[] lengths, (int Rows, int Columns)? grid)
    {
        Liveness liveness = new(graph);
        List<(StageTopology, StagePlan)> stages = new();
        int first = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            StageTopology topology = new(graph, liveness, first, lengths[i]);
            bool patched = grid is not null && i == 1;
            AxisWalk rows = patched ? new AxisWalk(grid!.Value.Rows, Pace.Demand) : AxisWalk.Once;
            AxisWalk columns = patched ? new AxisWalk(grid!.Value.Columns, Pace.Demand) : AxisWalk.Once;
            StageBuilder builder = new(topology, new KernelCosts(graph, target));
            HaloPolicy policy = HaloPolicy.Uniform(topology, rows: false, columns: false);
            StagePlan stage = builder.Build(
                rows,
                columns,
                policy,
                builder.Simulate(Axis.Row, rows, policy.Rows),
                builder.Simulate(Axis.Column, columns, policy.Columns))
                ?? throw new InvalidOperationException("a demand-paced walk always completes");
            stages.Add((topology, stage));
            first += lengths[i];
        }

        return new PlanBuilder(graph, target, liveness).Build(name, stages);
    }
}
