// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Which walks a search may use.</summary>
internal enum WalkFamily
{
    /// <summary>Rows streamed over the full width.</summary>
    Rows,

    /// <summary>Rows and columns streamed, both halos kept.</summary>
    Tiles,

    /// <summary>Also recomputed halos: classic patches, and mixtures.</summary>
    Recomputing,
}

/// <summary>Finds the stages worth considering for one run of operators: those that no other beats in both memory and effort.</summary>
internal sealed class StageSearch
{
    private static readonly int[] Grids = [2, 3, 4, 5, 6, 8];

    private readonly StageTopology _topology;
    private readonly StageBuilder _builder;
    private readonly int _limit;
    private readonly List<FoundStage> _found = [];
    private long _leastBytes = long.MaxValue;

    private StageSearch(StageTopology topology, KernelCosts kernels, int limit)
    {
        _topology = topology;
        _builder = new StageBuilder(topology, kernels);
        _limit = limit;
    }

    /// <param name="limit">Stages whose own memory is above this are of no interest.</param>
    /// <returns>The stages, and the least bytes of its own between patches that any walk over several operators has.</returns>
    public static (List<StagePlan> Stages, long LeastBytes) Find(StageTopology topology, KernelCosts kernels, WalkFamily family, int limit)
    {
        StageSearch search = new(topology, kernels, limit);
        if (topology.Operators.Length == 1)
        {
            HaloPolicy none = HaloPolicy.Uniform(topology, rows: false, columns: false);
            search.Try([search.Walk(Axis.Row, AxisWalk.Once, none)], [search.Walk(Axis.Column, AxisWalk.Once, none)], none);
        }

        // Row by row, a single operator's output may take the place of its input.
        if (topology.IsWorthWalking && (topology.Operators.Length > 1 || topology.Successions.Length > 0))
        {
            search.Walks(topology.Operators.Length > 1 ? family : WalkFamily.Rows);
        }

        return ([.. search._found.Select(found => found.Stage)], search._leastBytes);
    }

    private void Walks(WalkFamily family)
    {
        List<AxisWalk> rows = WalkCandidates.Arrival(_topology, Axis.Row, _builder.Driver);
        HaloPolicy keep = HaloPolicy.Uniform(_topology, rows: true, columns: true);
        Walked[] keptRows = Walk(Axis.Row, rows, keep);
        Walked once = Walk(Axis.Column, AxisWalk.Once, keep);
        Try(keptRows, [once], keep);
        if (family == WalkFamily.Rows)
        {
            return;
        }

        List<AxisWalk> columns = _topology.IsSymmetric ? rows : WalkCandidates.Arrival(_topology, Axis.Column, _builder.Driver);
        Walked[] keptColumns = _topology.IsSymmetric ? keptRows : Walk(Axis.Column, columns, keep);
        Try(keptRows, keptColumns, keep);
        if (family >= WalkFamily.Recomputing)
        {
            Recomputing(rows, keptRows, [once, .. keptColumns]);
        }
    }

    /// <param name="rows">Walks along rows.</param>
    /// <param name="keptRows">The same with all rows kept.</param>
    /// <param name="keptColumns">Walks along columns, all of them kept.</param>
    private void Recomputing(List<AxisWalk> rows, Walked[] keptRows, Walked[] keptColumns)
    {
        HaloPolicy expansions = HaloPolicies.RecomputeExpansions(_topology);
        Try(Walk(Axis.Row, rows, expansions), keptColumns, expansions);

        HaloPolicy keepRows = HaloPolicy.Uniform(_topology, rows: true, columns: false);
        bool isStreamed = _topology.Operators[0].Kind == OperatorKind.Input;
        if (isStreamed)
        {
            keepRows.Columns[_topology.Outputs[0]] = true; // what has arrived of the image cannot be read again
        }

        HaloPolicy none = HaloPolicy.Uniform(_topology, rows: false, columns: false);
        foreach (int grid in Grids)
        {
            AxisWalk walk = new(grid, Pace.Demand);
            if (!isStreamed)
            {
                Walked row = Walk(Axis.Row, walk, none);
                Try([row], [_topology.IsSymmetric ? row : Walk(Axis.Column, walk, none)], none);
            }

            Try(keptRows, [Walk(Axis.Column, walk, keepRows)], keepRows);
        }
    }

    private Walked[] Walk(Axis axis, List<AxisWalk> walks, HaloPolicy policy) => [.. walks.Select(walk => Walk(axis, walk, policy))];

    private Walked Walk(Axis axis, AxisWalk walk, HaloPolicy policy) => new(walk, _builder.Simulate(axis, walk, axis == Axis.Row ? policy.Rows : policy.Columns));

    private void Try(Walked[] rows, Walked[] columns, HaloPolicy policy)
    {
        foreach (Walked row in rows)
        {
            foreach (Walked column in columns)
            {
                if (row.Extents.Ends && column.Extents.Ends)
                {
                    Try(row.Walk, column.Walk, policy, row.Extents, column.Extents);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Try(AxisWalk rows, AxisWalk columns, HaloPolicy policy, AxisExtents rowExtents, AxisExtents columnExtents)
    {
        // What is already found at this cost or less sets what the stage's memory has to be below.
        long cost = _builder.SearchCost(rows, columns, rowExtents, columnExtents);
        int below = int.MaxValue;
        foreach (FoundStage found in _found)
        {
            below = found.Cost <= cost ? Math.Min(below, found.NetBytes) : below;
        }

        int overlaid = _builder.MostOverlaid(rowExtents);
        long least = _builder.Sizes.LeastBetweenPatches(policy, rowExtents, columnExtents, columns.Count);
        _leastBytes = Math.Min(_leastBytes, least - overlaid);
        if (least > _limit || least - overlaid >= below)
        {
            return;
        }

        StagePlan? stage = _builder.BuildBelow(Math.Min(_limit + 1L, (long)below + overlaid), rows, columns, policy, rowExtents, columnExtents);
        if (stage is null || stage.NetBytes >= below)
        {
            return;
        }

        int bytes = stage.NetBytes;
        _found.RemoveAll(found => bytes <= found.NetBytes && cost <= found.Cost);
        _found.Add(new FoundStage(cost, bytes, stage));
    }

    /// <summary>A walk along one axis and what it needs.</summary>
    private readonly record struct Walked(AxisWalk Walk, AxisExtents Extents);

    private readonly record struct FoundStage(long Cost, int NetBytes, StagePlan Stage);
}
