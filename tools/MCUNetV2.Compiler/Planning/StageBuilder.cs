// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>Turns a walk over a run of operators into a stage: simulates both axes, sizes every window, line and stash.</summary>
internal sealed class StageBuilder(StageTopology topology, KernelCosts kernels)
{
    private readonly bool _feedsInput = topology.Operators[0].Kind == OperatorKind.Input;

    /// <summary>The slot that paces arrival: the model's input, or else the first tensor read from earlier stages.</summary>
    public int Driver { get; } = topology.Operators[0].Kind == OperatorKind.Input
        ? topology.Outputs[0]
        : topology.Inputs[0].FirstOrDefault(s => !topology.TensorOf(s).IsConstant, topology.Inputs[0][0]);

    public AxisExtents Simulate(Axis axis, AxisWalk walk, bool[] keeps) => new AxisSimulation(topology, axis, walk, keeps, Driver).Run();

    /// <summary>
    /// The stage, with as little memory of its own as windows, lines and stashes can be arranged for; null when the walk does not complete it,
    /// or when it is plain that it needs more than <paramref name="limit"/> bytes of its own.
    /// </summary>
    public StagePlan? Build(
        AxisWalk rows, AxisWalk columns, HaloPolicy policy, AxisExtents rowExtents, AxisExtents columnExtents, int limit = int.MaxValue)
    {
        if (!rowExtents.Ends || !columnExtents.Ends)
        {
            return null;
        }

        if (LeastBytes(policy, rowExtents, columnExtents, columns.Count) > limit)
        {
            return null;
        }

        SlotPlan[] slots = new SlotPlan[topology.Tensors.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = Slot(i, rows, columns, policy, rowExtents, columnExtents);
        }

        ImmutableArray<OperatorPlan> operators = Operators(slots, rowExtents, columnExtents, rows.Count * columns.Count == 1);
        int ownPeak = RetentionChoice.Improve(topology, kernels.Target, operators, slots, columns.Count);
        return new StagePlan(topology.FirstOperator, rows, columns, [.. slots], operators, CountMacs(rowExtents, columnExtents), ownPeak)
        {
            Overlay = BestOverlay(operators, rowExtents),
        };
    }

    private SlotPlan Slot(int i, AxisWalk rows, AxisWalk columns, HaloPolicy policy, AxisExtents rowExtents, AxisExtents columnExtents)
    {
        Tensor tensor = topology.TensorOf(i);
        SlotPlan slot = new(topology.Tensors[i], tensor.IsConstant ? SlotKind.Constant : SlotKind.Whole)
        {
            IsOutput = topology.IsOutput[i],
            IsDriver = i == Driver && (rows.Pace == Pace.Arrival || columns.Pace == Pace.Arrival),
            WindowHeight = tensor.Height,
            WindowWidth = tensor.Width,
        };
        if (topology.IsWhole(i))
        {
            return slot;
        }

        bool band = IsBand(i, columns.Count);
        return slot with
        {
            Kind = band ? SlotKind.Band : SlotKind.Window,
            KeepRows = policy.Rows[i],
            KeepColumns = policy.Columns[i],
            WindowHeight = Math.Max(1, rowExtents.Window[i]),
            WindowWidth = band ? tensor.Width : Math.Max(1, columnExtents.Window[i]),
            LineRows = !band && policy.Rows[i] ? rowExtents.Line[i] : 0,
            StashColumns = !band && policy.Columns[i] && columns.Count > 1 ? columnExtents.Line[i] : 0,
        };
    }

    /// <summary>What the slots of a walk occupy between patches, however that is arranged.</summary>
    public long LeastBytes(HaloPolicy policy, AxisExtents rows, AxisExtents columns, int columnCount)
    {
        long bytes = 0;
        for (int i = 0; i < topology.Tensors.Length; i++)
        {
            if (topology.IsWhole(i))
            {
                continue;
            }

            Tensor tensor = topology.TensorOf(i);
            bool band = IsBand(i, columnCount);
            int height = Math.Max(1, rows.Window[i]);
            int width = band ? tensor.Width : Math.Max(1, columns.Window[i]);
            long window = (long)height * width * tensor.Channels;
            long line = band || !policy.Rows[i] ? 0 : (long)rows.Line[i] * tensor.Width * tensor.Channels;
            long stash = band || !policy.Columns[i] ? 0 : (long)height * columns.Line[i] * tensor.Channels;
            bytes += columnCount > 1 ? line + Math.Min(stash, window) : Math.Min(line, window);
        }

        return bytes;
    }

    /// <summary>What a walk costs the search; see <see cref="StagePlan.SearchCost"/>.</summary>
    public long SearchCost(AxisWalk rows, AxisWalk columns, AxisExtents rowExtents, AxisExtents columnExtents) =>
        StagePlan.CostOf(CountMacs(rowExtents, columnExtents), (long)rows.Count * columns.Count * topology.Operators.Length);

    /// <summary>Most bytes that an output of a walk could save by taking the place of an input.</summary>
    public int MostOverlaid(AxisExtents rows)
    {
        int most = 0;
        for (int i = 0; i < topology.Successions.Length; i++)
        {
            most = Math.Max(most, Overlaid(i, rows).SavedBytes);
        }

        return most;
    }

    private bool IsBand(int slot, int columnCount) => _feedsInput && slot == topology.Outputs[0] && columnCount > 1;

    private ImmutableArray<OperatorPlan> Operators(SlotPlan[] slots, AxisExtents rows, AxisExtents columns, bool onePatch)
    {
        ImmutableArray<OperatorPlan>.Builder plans = ImmutableArray.CreateBuilder<OperatorPlan>(topology.Operators.Length);
        for (int i = 0; i < topology.Operators.Length; i++)
        {
            Operator op = topology.Operators[i];
            if (op.Kind == OperatorKind.Input)
            {
                plans.Add(new OperatorPlan(false, -1, 0));
                continue;
            }

            bool accumulates = topology.Accumulates[i];
            int overwrites = accumulates ? -1 : InPlaceRule.Overwritten(topology, i, slots, onePatch);
            int region = accumulates ? topology.Inputs[i][0] : topology.Outputs[i];
            int scratch = kernels.ScratchBytes(
                topology.FirstOperator + i, accumulates, overwrites >= 0, rows.Region[region], columns.Region[region]);
            plans.Add(new OperatorPlan(accumulates, overwrites, scratch));
        }

        return plans.MoveToImmutable();
    }

    /// <summary>The succession that saves most memory, unless an operator already writes that output over an input.</summary>
    private Overlay? BestOverlay(ImmutableArray<OperatorPlan> operators, AxisExtents rows)
    {
        Overlay? best = null;
        for (int i = 0; i < topology.Successions.Length; i++)
        {
            Overlay overlay = Overlaid(i, rows);
            bool inPlace = operators.Where((op, k) => op.Overwrites >= 0
                && (topology.Outputs[k] == overlay.Output || topology.Inputs[k][op.Overwrites] == overlay.Input)).Any();
            if (!inPlace && overlay.SavedBytes > (best?.SavedBytes ?? 0))
            {
                best = overlay;
            }
        }

        return best;
    }

    private Overlay Overlaid(int succession, AxisExtents rows)
    {
        (int input, int output) = (topology.Successions[succession].Input, topology.Successions[succession].Output);
        int inputBytes = Arena.Align(topology.TensorOf(input).Bytes, kernels.Target);
        int outputBytes = Arena.Align(topology.TensorOf(output).Bytes, kernels.Target);
        int trail = Arena.Align(Math.Max(0, rows.Trails[succession]), kernels.Target);
        return new Overlay(input, output, trail, inputBytes + outputBytes - Math.Max(trail + inputBytes, outputBytes));
    }

    private long CountMacs(AxisExtents rows, AxisExtents columns)
    {
        long macs = 0;
        for (int i = 0; i < topology.Operators.Length; i++)
        {
            long perPixel = topology.MacsPerPixel[i];
            int output = topology.Outputs[i];
            macs += perPixel * rows.Total[output] * columns.Total[output];
        }

        return macs;
    }
}
