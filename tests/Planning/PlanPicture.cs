// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Planning.Tests;

/// <summary>
/// The arena over time as text: a column an operator, a line a band of addresses with the highest on top, a letter a buffer. What shares
/// bytes on purpose shows the buffer listed first.
/// </summary>
internal static class PlanPicture
{
    private const int Bands = 24;
    private const int ColumnWidth = 3;

    public static string Draw(Plan plan)
    {
        PlacedBuffer[] buffers = [.. plan.Buffers.OrderBy(b => b.First).ThenBy(b => b.Offset).ThenBy(b => b.Last)];
        int band = Math.Max(1, (plan.PeakBytes + Bands - 1) / Bands);
        StringBuilder text = new();
        text.AppendLine($"{plan.Schedule}: {plan.PeakBytes} bytes (at least {plan.LowerBoundBytes}), {plan.Macs} MACs, {plan.Patches} patches");
        foreach (StagePlan stage in plan.Stages.Where(s => s.Patches > 1))
        {
            text.AppendLine($"operators {stage.FirstOperator} to {stage.FirstOperator + stage.OperatorCount - 1}: {Walk(stage.Rows)} of rows, {Walk(stage.Columns)} of columns");
        }

        text.AppendLine();
        for (int top = (plan.PeakBytes + band - 1) / band * band; top > 0; top -= band)
        {
            text.Append($"{top - band,6} ");
            for (int op = 0; op < plan.Graph.Operators.Length; op++)
            {
                text.Append(Cell(buffers, top - band, top, op).ToString().PadLeft(ColumnWidth));
            }

            text.AppendLine();
        }

        text.Append("       ");
        for (int op = 0; op < plan.Graph.Operators.Length; op++)
        {
            text.Append($"{op,ColumnWidth}");
        }

        text.AppendLine().AppendLine();
        for (int i = 0; i < buffers.Length; i++)
        {
            PlacedBuffer b = buffers[i];
            text.AppendLine($"{Letter(i)} {b.Offset,6} {b.Bytes,6} bytes, {b.First,2} to {b.Last,2}: {Name(plan, b)}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The buffer that lies in a band while an operator runs; a dot for none.</summary>
    private static char Cell(PlacedBuffer[] buffers, int from, int to, int op)
    {
        int i = Array.FindIndex(buffers, b => b.First <= op && op <= b.Last && b.Offset < to && from < b.Offset + b.Bytes);
        return i < 0 ? '.' : Letter(i);
    }

    private static char Letter(int i) => (char)(i < 26 ? 'a' + i : 'A' + (i - 26));

    private static string Walk(AxisWalk walk) => walk.Step > 0 ? $"{walk.Count} steps ({walk.First}, then {walk.Step})" : $"{walk.Count} steps";

    private static string Name(Plan plan, PlacedBuffer buffer) => buffer.Role switch
    {
        BufferRole.Tensor => plan.Graph.Tensors[buffer.Index].Name,
        BufferRole.Scratch => $"scratch of operator {plan.Stages[buffer.Stage].FirstOperator + buffer.Index}",
        BufferRole.Bookkeeping => "intervals",
        _ => $"{buffer.Role.ToString().ToLowerInvariant()} of {plan.Graph.Tensors[plan.Stages[buffer.Stage].Slots[buffer.Index].Tensor].Name}",
    };
}
