// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Cost;

/// <summary>What <c>src/engine</c> does around the kernels: notes regions, moves kept pixels (<c>regions.c</c>), begins patches.</summary>
internal static class EngineTerms
{
    private const int Vector = 16; // bytes that the ESP32-S3 moves at once, where all is aligned
    private const int Word = 4;

    /// <summary>Before and after an operator: its output's kept pixels come back and are put aside.</summary>
    public static void Step(Operator op, SlotPlan output, Tensor tensor, SlotSpan rows, SlotSpan columns, CostTerms terms)
    {
        terms.Add("step", 1);
        terms.Add("step: operand", op.Inputs.Length);
        if (output.LineRows == 0 && output.StashColumns == 0)
        {
            return;
        }

        terms.Add("slot kept aside", op.Kind == OperatorKind.Input ? 1 : 2);
        if (rows.IsIdle)
        {
            return;
        }

        if (op.Kind != OperatorKind.Input)
        {
            Restore(output, tensor, rows, columns, terms);
        }

        if (output.StashColumns > 0 && !columns.IsLast)
        {
            Move(rows.Present, columns.Kept * tensor.Channels, terms);
        }

        if (output.LineRows > 0)
        {
            Move(rows.Kept, (columns.IsLast ? columns.Present : columns.Dropped) * tensor.Channels, terms);
        }
    }

    /// <summary>After a patch's last operator: a slot's kept pixels move to the beginning of its window.</summary>
    public static void Slide(SlotPlan slot, Tensor tensor, SlotSpan rows, SlotSpan columns, CostTerms terms)
    {
        terms.Add("slot", 1);
        bool isAside = columns.IsLast ? slot.LineRows > 0 : slot.StashColumns > 0;
        if (slot.Kind is not (SlotKind.Window or SlotKind.Band) || isAside)
        {
            return;
        }

        terms.Add("slot that slides", 1);
        if (rows.IsIdle)
        {
            return;
        }

        if (!columns.IsLast && slot.Kind == SlotKind.Window && columns.Dropped > 0)
        {
            Move(rows.Present, columns.Kept * tensor.Channels, terms);
        }

        if (columns.IsLast && slot.KeepRows && rows.Dropped > 0)
        {
            Move(rows.Kept, slot.WindowWidth * tensor.Channels, terms);
        }
    }

    /// <summary>Of the input, before its rows arrive.</summary>
    public static void Restore(SlotPlan slot, Tensor tensor, SlotSpan rows, SlotSpan columns, CostTerms terms)
    {
        if (slot.StashColumns > 0 && !columns.IsFirst)
        {
            Move(rows.Present, columns.Restored * tensor.Channels, terms);
        }

        if (slot.LineRows > 0)
        {
            Move(rows.Restored, (slot.KeepColumns ? columns.Fresh : columns.Present) * tensor.Channels, terms);
        }
    }

    /// <summary>Between the patches of a stage, all of them: where each begins and ends along both axes.</summary>
    public static void Walk(StagePlan stage, IEnumerable<Operator> operators, CostTerms terms)
    {
        int operands = operators.Sum(op => op.Inputs.Length);
        terms.Add("patch", stage.Patches);
        terms.Add("patch: operator", (double)stage.Patches * stage.OperatorCount);
        Axis(stage.Rows, stage.Rows.Count);
        Axis(stage.Columns, stage.Columns.Count > 1 ? stage.Patches : 1);

        void Axis(AxisWalk walk, double times)
        {
            terms.Add("walk: step", times);
            terms.Add("walk: slot", times * stage.Slots.Length);
            terms.Add($"walk: operand, {(walk.Pace == Pace.Arrival ? "arrival" : "demand")}", times * operands);
        }
    }

    /// <summary>Input that is written as it is.</summary>
    public static void Input(Tensor image, int patches, CostTerms terms)
    {
        terms.Add("input: call", patches);
        terms.Add("input: row", image.Height);
        terms.Add("input: word", image.Height * (double)image.Width * image.Channels / Word);
    }

    private static void Move(int rows, int bytes, CostTerms terms)
    {
        if (rows == 0 || bytes == 0)
        {
            return;
        }

        terms.Add("moved: row", rows);
        if (bytes % Vector == 0)
        {
            terms.Add("moved: vector", rows * (double)(bytes / Vector));
        }
        else if (bytes % Word == 0)
        {
            terms.Add("moved: word", rows * (double)(bytes / Word));
        }
        else
        {
            terms.Add("moved: row of odd bytes", rows); // between addresses that need not be those of words
            terms.Add("moved: odd byte", rows * (double)bytes);
        }
    }
}
