// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Decides, slot by slot, where kept pixels wait between patches: aside in a line or stash, so that the window is free for others most
/// of the time, or in the window itself, which then is occupied throughout but needs nothing aside.
/// Starts with everything aside and moves into the window whatever lowers the stage's peak most, until nothing does.
/// </summary>
internal sealed class RetentionChoice
{
    private readonly StageTopology _stage;
    private readonly Target _target;
    private readonly IReadOnlyList<OperatorPlan> _operators;
    private readonly SlotPlan[] _slots;
    private readonly bool _across;
    private readonly int[] _use;

    private RetentionChoice(StageTopology stage, Target target, IReadOnlyList<OperatorPlan> operators, SlotPlan[] slots, int columnCount)
    {
        _stage = stage;
        _target = target;
        _operators = operators;
        _slots = slots;
        _across = columnCount > 1;
        _use = new int[stage.Operators.Length];
    }

    /// <summary>Settles the slots; returns the most bytes in use at once, whole tensors left out.</summary>
    public static int Improve(StageTopology stage, Target target, IReadOnlyList<OperatorPlan> operators, SlotPlan[] slots, int columnCount)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = slots[i] with { IsPersistent = slots[i].Kind == SlotKind.Band };
        }

        return new RetentionChoice(stage, target, operators, slots, columnCount).Improve();
    }

    private int Improve()
    {
        AddBuffers();
        int peak = _use.Max();
        while (true)
        {
            int best = -1;
            for (int i = 0; i < _slots.Length; i++)
            {
                int changed = CanStay(_slots[i]) ? PeakIfStaying(i) : int.MaxValue;
                if (changed < peak)
                {
                    (peak, best) = (changed, i);
                }
            }

            if (best < 0)
            {
                return peak;
            }

            Change(best);
        }
    }

    private void AddBuffers()
    {
        foreach (StageBuffer buffer in StageBuffers.Of(_stage, _operators, _slots))
        {
            for (int i = buffer.First; i <= buffer.Last; i++)
            {
                _use[i] += Arena.Align(buffer.Bytes, _target);
            }
        }

        for (int i = 0; i < _use.Length; i++)
        {
            int overwrites = _operators[i].Overwrites;
            if (overwrites >= 0 && _slots[_stage.Outputs[i]].Kind == SlotKind.Window)
            {
                _use[i] -= Math.Min(WindowBytes(_stage.Outputs[i]), WindowBytes(_stage.Inputs[i][overwrites]));
            }
        }
    }

    private int PeakIfStaying(int slot)
    {
        (int elsewhere, int live) = Difference(slot);
        (int first, int last) = _stage.LifeOf(slot);
        int peak = 0;
        for (int i = 0; i < _use.Length; i++)
        {
            peak = Math.Max(peak, _use[i] + (i >= first && i <= last ? live : elsewhere));
        }

        return peak;
    }

    private void Change(int slot)
    {
        (int elsewhere, int live) = Difference(slot);
        (int first, int last) = _stage.LifeOf(slot);
        for (int i = 0; i < _use.Length; i++)
        {
            _use[i] += i >= first && i <= last ? live : elsewhere;
        }

        _slots[slot] = _across
            ? _slots[slot] with { IsPersistent = true, StashColumns = 0 }
            : _slots[slot] with { IsPersistent = true, LineRows = 0 };
    }

    /// <summary>Bytes more while the window would have been free, and while it is in use anyway.</summary>
    private (int Elsewhere, int Live) Difference(int slot)
    {
        int aside = Arena.Align(AsideBytes(slot), _target);
        return (WindowBytes(slot) - aside, -aside);
    }

    private int AsideBytes(int slot)
    {
        SlotPlan s = _slots[slot];
        Graph.Tensor tensor = _stage.TensorOf(slot);
        return (_across ? s.WindowHeight * s.StashColumns : s.LineRows * tensor.Width) * tensor.Channels;
    }

    private int WindowBytes(int slot) =>
        Arena.Align(_slots[slot].WindowHeight * _slots[slot].WindowWidth * _stage.TensorOf(slot).Channels, _target);

    private bool CanStay(SlotPlan slot) =>
        slot.Kind == SlotKind.Window && !slot.IsPersistent && (_across ? slot.StashColumns > 0 : slot.LineRows > 0);
}
