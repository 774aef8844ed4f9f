// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Turns a walk over a run of operators into a stage: simulates both axes, sizes every window, line and stash.</summary>
internal sealed class StageBuilder
{
    private readonly StageTopology _topology;
    private readonly KernelCosts _kernels;
    private readonly RetentionChoice _retention;
    private AxisSimulation? _rows;
    private AxisSimulation? _columns;

    public StageBuilder(StageTopology topology, KernelCosts kernels)
    {
        _topology = topology;
        _kernels = kernels;
        Sizes = new StageSizes(topology, kernels);
        _retention = new RetentionChoice(topology, Sizes, kernels.Target);
        Driver = _topology.Operators[0].Kind == OperatorKind.Input
            ? _topology.Outputs[0]
            : _topology.Inputs[0].FirstOrDefault(s => !_topology.TensorOf(s).IsConstant, _topology.Inputs[0][0]);
    }

    /// <summary>Of the walk that was built last.</summary>
    public StageSizes Sizes { get; }

    /// <summary>The slot that paces arrival: the model's input, or else the first tensor read from earlier stages.</summary>
    public int Driver { get; }

    public AxisExtents Simulate(Axis axis, AxisWalk walk, bool[] keeps)
    {
        AxisSimulation simulation = axis == Axis.Row ? _rows ??= new(_topology, axis, Driver) : _columns ??= new(_topology, axis, Driver);
        simulation.Take(walk, keeps);
        return simulation.Run();
    }

    /// <summary>The stage, with as little memory of its own as windows, lines and stashes can be arranged for; null when the walk does not complete it.</summary>
    public StagePlan? Build(AxisWalk rows, AxisWalk columns, HaloPolicy policy, AxisExtents rowExtents, AxisExtents columnExtents)
    {
        if (!rowExtents.Ends || !columnExtents.Ends)
        {
            return null;
        }

        return BuildBelow(long.MaxValue, rows, columns, policy, rowExtents, columnExtents);
    }

    /// <summary>The same of a walk that completes the stage; null when it takes <paramref name="bytes"/> or more of its own.</summary>
    public StagePlan? BuildBelow(long bytes, AxisWalk rows, AxisWalk columns, HaloPolicy policy, AxisExtents rowExtents, AxisExtents columnExtents)
    {
        Sizes.MeasureSlots(policy, rowExtents, columnExtents, columns.Count);
        Sizes.MeasureOperators(rowExtents, columnExtents, rows.Count * columns.Count == 1);
        if (_retention.LeastPeak() >= bytes)
        {
            return null;
        }

        int ownPeak = _retention.Improve();
        if (ownPeak >= bytes)
        {
            return null;
        }

        ImmutableArray<OperatorPlan> operators = [.. _topology.Operators.Select((_, i) => new OperatorPlan(_topology.Accumulates[i], Sizes.Overwrites[i], Sizes.ScratchBytes[i]))];
        ImmutableArray<SlotPlan> slots = [.. _topology.Tensors.Select((_, i) => Slot(i, rows, columns, policy))];
        return new StagePlan(_topology.FirstOperator, rows, columns, slots, operators, CountMacs(rowExtents, columnExtents), ownPeak)
        {
            Overlay = BestOverlay(operators, rowExtents),
        };
    }

    private SlotPlan Slot(int i, AxisWalk rows, AxisWalk columns, HaloPolicy policy)
    {
        bool isWhole = _topology.IsWhole(i);
        bool stays = !isWhole && _retention.Stays(i);
        return new SlotPlan(_topology.Tensors[i], Sizes.Kinds[i])
        {
            IsOutput = _topology.IsOutput[i],
            IsDriver = i == Driver && (rows.Pace == Pace.Arrival || columns.Pace == Pace.Arrival),
            KeepRows = !isWhole && policy.Rows[i],
            KeepColumns = !isWhole && policy.Columns[i],
            IsPersistent = stays,
            WindowHeight = Sizes.Heights[i],
            WindowWidth = Sizes.Widths[i],
            LineRows = stays && !Sizes.IsAcross ? 0 : Sizes.LineRows[i],
            StashColumns = stays ? 0 : Sizes.StashColumns[i],
        };
    }

    /// <summary>What a walk costs the search; see <see cref="StagePlan.SearchCost"/>.</summary>
    public long SearchCost(AxisWalk rows, AxisWalk columns, AxisExtents rowExtents, AxisExtents columnExtents) =>
        StagePlan.CostOf(CountMacs(rowExtents, columnExtents), (long)rows.Count * columns.Count * _topology.Operators.Length);

    /// <summary>Most bytes that an output of a walk could save by taking the place of an input.</summary>
    public int MostOverlaid(AxisExtents rows)
    {
        int most = 0;
        for (int i = 0; i < _topology.Successions.Length; i++)
        {
            most = Math.Max(most, Overlaid(i, rows).SavedBytes);
        }

        return most;
    }

    /// <summary>The succession that saves most memory, unless an operator already writes that output over an input.</summary>
    private Overlay? BestOverlay(ImmutableArray<OperatorPlan> operators, AxisExtents rows)
    {
        Overlay? best = null;
        for (int i = 0; i < _topology.Successions.Length; i++)
        {
            Overlay overlay = Overlaid(i, rows);
            bool inPlace = operators.Where((op, k) => op.Overwrites >= 0
                && (_topology.Outputs[k] == overlay.Output || _topology.Inputs[k][op.Overwrites] == overlay.Input)).Any();
            if (!inPlace && overlay.SavedBytes > (best?.SavedBytes ?? 0))
            {
                best = overlay;
            }
        }

        return best;
    }

    private Overlay Overlaid(int succession, AxisExtents rows)
    {
        (int input, int output) = (_topology.Successions[succession].Input, _topology.Successions[succession].Output);
        int inputBytes = Arena.Align(_topology.TensorOf(input).Bytes, _kernels.Target);
        int outputBytes = Arena.Align(_topology.TensorOf(output).Bytes, _kernels.Target);
        int trail = Arena.Align(Math.Max(0, rows.Trails[succession]), _kernels.Target);
        return new Overlay(input, output, trail, inputBytes + outputBytes - Math.Max(trail + inputBytes, outputBytes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long CountMacs(AxisExtents rows, AxisExtents columns)
    {
        long macs = 0;
        for (int i = 0; i < _topology.Operators.Length; i++)
        {
            long perPixel = _topology.MacsPerPixel[i];
            int output = _topology.Outputs[i];
            macs += perPixel * rows.Total[output] * columns.Total[output];
        }

        return macs;
    }
}
