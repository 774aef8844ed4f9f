// SPDX-License-Identifier: MIT
using MCUNetV2.Remote.Elf;

namespace MCUNetV2.Remote.Profiling;

/// <summary>Turns counts of executed code into estimated cycles of a Cortex-M4.</summary>
internal sealed class CycleEstimator(ElfFile program)
{
    private readonly Dictionary<(uint Begin, uint End), BlockCost> _costs = [];

    /// <summary>Instructions executed, and the cycles that they would take.</summary>
    public CallCost Estimate(ReadOnlySpan<BlockCount> counts)
    {
        long instructions = 0;
        long cycles = 0;
        foreach (BlockCount block in counts)
        {
            BlockCost cost = CostOf(block.Begin, block.End);
            instructions += (long)block.Executed * cost.Instructions;
            cycles += ((long)block.Executed * cost.Cycles) + ((long)block.Left * CortexM4Cycles.Refill);
        }

        return new CallCost(instructions, cycles);
    }

    private BlockCost CostOf(uint begin, uint end)
    {
        if (!_costs.TryGetValue((begin, end), out BlockCost cost))
        {
            cost = CortexM4Cycles.Cost(program.Bytes(begin, end));
            _costs.Add((begin, end), cost);
        }

        return cost;
    }
}
