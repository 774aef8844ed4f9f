// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using Shouldly;

namespace MCUNetV2.Planning.Tests;

/// <summary>No two buffers in use at the same time share bytes, but those that share them on purpose.</summary>
internal static class PlacementCheck
{
    public static void LiveBuffersDoNotOverlap(Plan plan)
    {
        for (int i = 0; i < plan.Buffers.Length; i++)
        {
            PlacedBuffer a = plan.Buffers[i];
            a.Offset.ShouldBeGreaterThanOrEqualTo(0);
            (a.Offset + a.Bytes).ShouldBeLessThanOrEqualTo(plan.PeakBytes);
            (a.Offset % Arena.AlignmentOf(plan.Target)).ShouldBe(0);
            for (int j = i + 1; j < plan.Buffers.Length; j++)
            {
                PlacedBuffer b = plan.Buffers[j];
                bool together = a.First <= b.Last && b.First <= a.Last;
                bool overlap = a.Offset < b.Offset + b.Bytes && b.Offset < a.Offset + a.Bytes;
                (together && overlap && !ShareOnPurpose(plan, a, b)).ShouldBeFalse($"{plan.Schedule}: {a} and {b}");
            }
        }
    }

    /// <summary>One is an operator's input and the other its output in place, or an output that takes an input's place row by row, or both in a chain.</summary>
    private static bool ShareOnPurpose(Plan plan, PlacedBuffer a, PlacedBuffer b) => Partners(plan, a).Contains(b) || Partners(plan, b).Contains(a);

    private static IEnumerable<PlacedBuffer?> Partners(Plan plan, PlacedBuffer buffer)
    {
        for (int s = 0; s < plan.Stages.Length; s++)
        {
            StagePlan stage = plan.Stages[s];
            PlacedBuffer? At(int slot) => plan.Find(BufferRole.Window, s, slot) ?? plan.Find(BufferRole.Tensor, -1, stage.Slots[slot].Tensor);
            for (int i = 0; i < stage.OperatorCount; i++)
            {
                Operator op = plan.Graph.Operators[stage.FirstOperator + i];
                if (stage.Operators[i].Overwrites is var k and >= 0 && At(stage.SlotOf(op.Inputs[k])) == buffer)
                {
                    yield return At(stage.SlotOf(op.Output));
                }
            }

            if (stage.Overlay is { } overlay && At(overlay.Input) == buffer)
            {
                yield return At(overlay.Output);
            }
        }
    }
}
