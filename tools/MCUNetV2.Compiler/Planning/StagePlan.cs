// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Planning;

/// <summary>A run of operators executed patch by patch, and how it holds each tensor; see docs/SCHEDULING.md.</summary>
/// <param name="FirstOperator">Number of the first operator in the graph.</param>
/// <param name="Slots">One a tensor that the stage touches.</param>
/// <param name="Operators">What the schedule decides for each operator, in order.</param>
/// <param name="Macs">Multiply-accumulates that the stage executes, recomputed halos included.</param>
/// <param name="OwnPeakBytes">Most bytes in use at once besides whole tensors.</param>
public sealed record StagePlan(
    int FirstOperator, AxisWalk Rows, AxisWalk Columns, ImmutableArray<SlotPlan> Slots, ImmutableArray<OperatorPlan> Operators, long Macs,
    int OwnPeakBytes)
{
    /// <summary>A whole output that takes the place of a whole input, row by row; null for none.</summary>
    public Overlay? Overlay { get; init; }

    /// <summary>What the stage adds to the whole tensors alive during it.</summary>
    public int NetBytes => OwnPeakBytes - (Overlay?.SavedBytes ?? 0);

    private const int SearchMacsPerCall = 300;

    /// <summary>Bytes of one <c>mcunet_interval</c> along each axis.</summary>
    internal const int BookkeepingBytesPerSlot = 2 * 8;

    /// <summary>Operators run, each once a patch.</summary>
    public long Calls => (long)Patches * OperatorCount;

    /// <summary>
    /// What the search takes the stage to cost: MACs, and lightly its calls. What calls really cost (<see cref="Plan.Effort"/>) would hide small
    /// patches from it that a tight limit needs.
    /// </summary>
    public long SearchCost => CostOf(Macs, Calls);

    internal static long CostOf(long macs, long calls) => macs + (calls * SearchMacsPerCall);

    public int OperatorCount => Operators.Length;

    /// <summary>Patches in all.</summary>
    public int Patches => Rows.Count * Columns.Count;

    /// <summary>The slot that holds a tensor.</summary>
    public int SlotOf(int tensor)
    {
        for (int i = 0; i < Slots.Length; i++)
        {
            if (Slots[i].Tensor == tensor)
            {
                return i;
            }
        }

        throw new ArgumentException($"tensor {tensor} is not in the stage", nameof(tensor));
    }
}

/// <summary>What a schedule decides for one operator.</summary>
/// <param name="Accumulates">Sums its whole input up as it arrives.</param>
/// <param name="Overwrites">Which of its inputs the output is written over; -1 for none.</param>
/// <param name="ScratchBytes">Scratch of its kernel for the largest region of the stage; accumulators included.</param>
public sealed record OperatorPlan(bool Accumulates, int Overwrites, int ScratchBytes);

/// <summary>A whole output that starts <paramref name="Trail"/> bytes before a whole input, whose rows are dead by the time they are overwritten.</summary>
/// <param name="Input">Slot of the input.</param>
/// <param name="Output">Slot of the output.</param>
/// <param name="SavedBytes">Bytes that the two need less than side by side.</param>
public sealed record Overlay(int Input, int Output, int Trail, int SavedBytes);
