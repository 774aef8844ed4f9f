// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Decides, slot by slot, where kept pixels wait between patches: aside in a line or stash, so that the window is free for others most
/// of the time, or in the window itself, which then is occupied throughout but needs nothing aside.
/// Starts with everything aside and moves into the window whatever lowers the stage's peak most, until nothing does.
/// </summary>
internal sealed class RetentionChoice(StageTopology stage, StageSizes sizes, Target target)
{
    private readonly int[] _use = new int[stage.Operators.Length];
    private readonly bool[] _stays = new bool[stage.Tensors.Length];

    /// <summary>Whether a slot's kept pixels wait in its window, after <see cref="Improve"/>.</summary>
    public bool Stays(int slot) => _stays[slot];

    /// <summary>Most bytes in use at once that no choice is below, whole tensors left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int LeastPeak()
    {
        Clear();
        for (int i = 0; i < _stays.Length; i++)
        {
            if (sizes.Kinds[i] == SlotKind.Window)
            {
                int line = sizes.IsAcross ? sizes.LineBytes[i] : 0;
                Add(i, line + Math.Min(Aside(i), sizes.WindowBytes[i]), line + sizes.WindowBytes[i]);
            }
        }

        return _use.Max();
    }

    /// <summary>Settles the slots; returns the most bytes in use at once, whole tensors left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Improve()
    {
        Clear();
        for (int i = 0; i < _stays.Length; i++)
        {
            _stays[i] = sizes.Kinds[i] == SlotKind.Band;
            if (sizes.Kinds[i] == SlotKind.Window)
            {
                int aside = sizes.LineBytes[i] + sizes.StashBytes[i];
                Add(i, aside, aside + sizes.WindowBytes[i]);
            }
        }

        int peak = _use.Max();
        while (true)
        {
            int best = -1;
            for (int i = 0; i < _stays.Length; i++)
            {
                int changed = CanStay(i) ? PeakIfStaying(i) : int.MaxValue;
                if (changed < peak)
                {
                    (peak, best) = (changed, i);
                }
            }

            if (best < 0)
            {
                return peak;
            }

            _stays[best] = true;
            Add(best, sizes.WindowBytes[best] - Aside(best), -Aside(best));
        }
    }

    /// <summary>What is there whatever is chosen: notes, bands, scratch, and less where an operator works in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Clear()
    {
        int throughout = Arena.Align(stage.Tensors.Length * StagePlan.BookkeepingBytesPerSlot, target);
        for (int i = 0; i < _stays.Length; i++)
        {
            throughout += sizes.Kinds[i] == SlotKind.Band ? sizes.WindowBytes[i] : 0;
        }

        for (int i = 0; i < _use.Length; i++)
        {
            throughout += stage.Accumulates[i] ? Arena.Align(sizes.ScratchBytes[i], target) : 0;
        }

        for (int i = 0; i < _use.Length; i++)
        {
            _use[i] = throughout + (stage.Accumulates[i] ? 0 : Arena.Align(sizes.ScratchBytes[i], target));
            int overwrites = sizes.Overwrites[i];
            if (overwrites >= 0 && sizes.Kinds[stage.Outputs[i]] == SlotKind.Window)
            {
                _use[i] -= Math.Min(sizes.WindowBytes[stage.Outputs[i]], sizes.WindowBytes[stage.Inputs[i][overwrites]]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int slot, int elsewhere, int live)
    {
        (int first, int last) = stage.LifeOf(slot);
        for (int i = 0; i < _use.Length; i++)
        {
            _use[i] += i >= first && i <= last ? live : elsewhere;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PeakIfStaying(int slot)
    {
        (int first, int last) = stage.LifeOf(slot);
        int live = -Aside(slot);
        int elsewhere = sizes.WindowBytes[slot] + live;
        int peak = 0;
        for (int i = 0; i < _use.Length; i++)
        {
            peak = Math.Max(peak, _use[i] + (i >= first && i <= last ? live : elsewhere));
        }

        return peak;
    }

    /// <summary>What waits aside and would not if it stayed: across a row only the columns, since rows wait in a line anyway.</summary>
    private int Aside(int slot) => sizes.IsAcross ? sizes.StashBytes[slot] : sizes.LineBytes[slot];

    private bool CanStay(int slot) => sizes.Kinds[slot] == SlotKind.Window && !_stays[slot] && Aside(slot) > 0;
}
