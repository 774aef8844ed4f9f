// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Cost;

/// <summary>What one step of a walk does to a slot along one axis, wherever it is: the counts of <c>mcunet_interval</c>.</summary>
/// <param name="Present">Pixels from the first one read to the last one computed.</param>
/// <param name="Fresh">Those computed.</param>
/// <param name="Kept">Those that a later step reads.</param>
/// <param name="IsIdle">Nothing arrives, leaves or is read.</param>
/// <param name="IsFirst">Of the first step.</param>
/// <param name="IsLast">Of the last step.</param>
internal readonly record struct SlotSpan(int Present, int Fresh, int Kept, bool IsIdle, bool IsFirst, bool IsLast)
{
    /// <summary>Pixels that earlier steps have left.</summary>
    public int Restored => Present - Fresh;

    /// <summary>Pixels that no later step reads.</summary>
    public int Dropped => Present - Kept;

    public static SlotSpan Of(AxisSimulation step, int slot, bool isFirst, bool isLast)
    {
        int begin = step.Begin[slot], from = step.From[slot], end = step.End[slot], keep = step.Keep[slot];
        return new SlotSpan(end - begin, end - from, end - keep, !step.Active[slot] && end == from && keep == begin, isFirst, isLast);
    }
}
