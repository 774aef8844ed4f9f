// SPDX-License-Identifier: MIT
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
    private readonly List<StagePlan> _found = [];
    private long _leastBytes = long.MaxValue;
    private readonly Dictionary<(Axis, AxisWalk, HaloPolicy), AxisExtents> _simulated = [];

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
            search.Try(AxisWalk.Once, AxisWalk.Once, HaloPolicy.Uniform(topology, rows: false, columns: false));
        }

        // Row by row, a single operator's output may take the place of its input.
        if (topology.IsWorthWalking && (topology.Operators.Length > 1 || topology.Successions.Length > 0))
        {
            search.Walks(topology.Operators.Length > 1 ? family : WalkFamily.Rows);
        }

        return (search._found, search._leastBytes);
    }

    private void Walks(WalkFamily family)
    {
        HaloPolicy keep = HaloPolicy.Uniform(_topology, rows: true, columns: true);
        List<AxisWalk> rows = WalkCandidates.Arrival(_topology, Axis.Row, _builder.Driver);
        foreach (AxisWalk row in rows)
        {
            Try(row, AxisWalk.Once, keep);
        }

        if (family == WalkFamily.Rows)
        {
            return;
        }

        List<AxisWalk> columns = _topology.IsSymmetric ? rows : WalkCandidates.Arrival(_topology, Axis.Column, _builder.Driver);
        foreach (AxisWalk row in rows)
        {
            foreach (AxisWalk column in columns)
            {
                Try(row, column, keep);
            }
        }

        if (family >= WalkFamily.Recomputing)
        {
            Recomputing(rows, columns);
        }
    }

    private void Recomputing(List<AxisWalk> rows, List<AxisWalk> columns)
    {
        HaloPolicy expansions = HaloPolicies.RecomputeExpansions(_topology);
        HaloPolicy keepRows = HaloPolicy.Uniform(_topology, rows: true, columns: false);
        bool isStreamed = _topology.Operators[0].Kind == OperatorKind.Input;
        if (isStreamed)
        {
            keepRows.Columns[_topology.Outputs[0]] = true; // what has arrived of the image cannot be read again
        }

        foreach (AxisWalk row in rows)
        {
            Try(row, AxisWalk.Once, expansions);
            foreach (AxisWalk column in columns)
            {
                Try(row, column, expansions);
            }
        }

        HaloPolicy none = HaloPolicy.Uniform(_topology, rows: false, columns: false);
        foreach (int grid in Grids)
        {
            AxisWalk walk = new(grid, Pace.Demand);
            if (!isStreamed)
            {
                Try(walk, walk, none);
            }

            foreach (AxisWalk row in rows)
            {
                Try(row, walk, keepRows);
            }
        }
    }

    private void Try(AxisWalk rows, AxisWalk columns, HaloPolicy policy)
    {
        AxisExtents rowExtents = Simulate(Axis.Row, rows, policy);
        AxisExtents columnExtents = Simulate(Axis.Column, columns, policy);
        if (!rowExtents.Ends || !columnExtents.Ends)
        {
            return;
        }

        // What is already found at this cost or less sets what the stage's memory has to be below.
        long cost = _builder.SearchCost(rows, columns, rowExtents, columnExtents);
        int below = int.MaxValue;
        foreach (StagePlan found in _found)
        {
            below = found.SearchCost <= cost ? Math.Min(below, found.NetBytes) : below;
        }

        int overlaid = _builder.MostOverlaid(rowExtents);
        _builder.Sizes.MeasureSlots(policy, rowExtents, columnExtents, columns.Count);
        long least = _builder.Sizes.LeastBetweenPatches();
        _leastBytes = Math.Min(_leastBytes, least - overlaid);
        if (least > _limit || least - overlaid >= below)
        {
            return;
        }

        StagePlan? stage = _builder.Build(rows, columns, policy, rowExtents, columnExtents, Math.Min(_limit + 1L, (long)below + overlaid));
        if (stage is null || stage.NetBytes >= below)
        {
            return;
        }

        _found.RemoveAll(f => stage.NetBytes <= f.NetBytes && stage.SearchCost <= f.SearchCost);
        _found.Add(stage);
    }

    private AxisExtents Simulate(Axis axis, AxisWalk walk, HaloPolicy policy)
    {
        // Square networks behave alike along both axes.
        Axis key = _topology.IsSymmetric && policy.IsSymmetric ? Axis.Row : axis;
        if (!_simulated.TryGetValue((key, walk, policy), out AxisExtents? extents))
        {
            _simulated[(key, walk, policy)] = extents = _builder.Simulate(key, walk, key == Axis.Row ? policy.Rows : policy.Columns);
        }

        return extents;
    }
}
