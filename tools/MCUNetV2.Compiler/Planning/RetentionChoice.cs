using MCUNetV2.Compiler.Packaging.Records;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// Decides, slot by slot, where kept pixels wait between patches: aside in a line or stash, so that the window is free for others most
/// of the time, or in the window itself, which then is occupied throughout but needs nothing aside.
/// Starts with everything aside and moves into the window whatever lowers the stage's peak most, until nothing does.
/// </summary>
internal static class RetentionChoice
{
    public static void Improve(StageTopology stage, IReadOnlyList<OperatorPlan> operators, SlotPlan[] slots, int columnCount)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = slots[i] with { IsPersistent = slots[i].Kind == SlotKind.Band };
        }

        int peak = Peak(stage, operators, slots);
        while (true)
        {
            int best = -1;
            for (int i = 0; i < slots.Length; i++)
            {
                if (!CanStay(slots[i], columnCount))
                {
                    continue;
                }

                SlotPlan aside = slots[i];
                slots[i] = Stay(aside, columnCount);
                int changed = Peak(stage, operators, slots);
                slots[i] = aside;
                if (changed < peak)
                {
                    (peak, best) = (changed, i);
                }
            }

            if (best < 0)
            {
                return;
            }

            slots[best] = Stay(slots[best], columnCount);
        }
    }

    /// <summary>Most bytes in use at once, whole tensors left out.</summary>
    public static int Peak(StageTopology stage, IReadOnlyList<OperatorPlan> operators, IReadOnlyList<SlotPlan> slots)
    {
        Span<int> use = stackalloc int[stage.Operators.Length];
        use.Clear();
        foreach (StageBuffer buffer in StageBuffers.Of(stage, operators, slots))
        {
            for (int i = buffer.First; i <= buffer.Last; i++)
            {
                use[i] += Arena.Align(buffer.Bytes);
            }
        }

        int peak = 0;
        for (int i = 0; i < use.Length; i++)
        {
            int overwrites = operators[i].Overwrites;
            bool window = overwrites >= 0 && slots[stage.Outputs[i]].Kind == SlotKind.Window;
            int shared = window ? Math.Min(Bytes(stage, slots, stage.Outputs[i]), Bytes(stage, slots, stage.Inputs[i][overwrites])) : 0;
            peak = Math.Max(peak, use[i] - shared);
        }

        return peak;
    }

    private static int Bytes(StageTopology stage, IReadOnlyList<SlotPlan> slots, int slot) =>
        Arena.Align(slots[slot].WindowHeight * slots[slot].WindowWidth * stage.TensorOf(slot).Channels);

    private static bool CanStay(SlotPlan slot, int columnCount) =>
        slot.Kind == SlotKind.Window && !slot.IsPersistent && (columnCount > 1 ? slot.StashColumns > 0 : slot.LineRows > 0);

    private static SlotPlan Stay(SlotPlan slot, int columnCount) => columnCount > 1
        ? slot with { IsPersistent = true, StashColumns = 0 }
        : slot with { IsPersistent = true, LineRows = 0 };
}
