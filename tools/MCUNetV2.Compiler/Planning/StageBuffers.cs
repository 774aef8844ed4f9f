// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>What a stretch of the arena is for.</summary>
public enum BufferRole
{
    /// <summary>A whole tensor.</summary>
    Tensor,

    /// <summary>Part of a tensor, sliding over it.</summary>
    Window,

    /// <summary>Rows of a tensor kept for the next row of patches.</summary>
    Line,

    /// <summary>Columns of a tensor kept for the next patch.</summary>
    Stash,

    /// <summary>A kernel's working memory.</summary>
    Scratch,

    /// <summary>The engine's notes of each patch's regions.</summary>
    Bookkeeping,
}

/// <summary>Memory that a stage needs for itself while operators <paramref name="First"/> to <paramref name="Last"/> (within the stage) run.</summary>
/// <param name="Index">The slot; for <see cref="BufferRole.Scratch"/> the operator; 0 for <see cref="BufferRole.Bookkeeping"/>.</param>
internal readonly record struct StageBuffer(BufferRole Role, int Index, int Bytes, int First, int Last);

/// <summary>Lists a stage's own memory: everything but whole tensors.</summary>
internal static class StageBuffers
{
    public static List<StageBuffer> Of(StageTopology stage, IReadOnlyList<OperatorPlan> operators, IReadOnlyList<SlotPlan> slots)
    {
        int last = stage.Operators.Length - 1;
        List<StageBuffer> buffers = new() { new(BufferRole.Bookkeeping, 0, slots.Count * StagePlan.BookkeepingBytesPerSlot, 0, last) };
        for (int i = 0; i < slots.Count; i++)
        {
            if (slots[i].Kind is SlotKind.Window or SlotKind.Band)
            {
                AddSlot(stage, slots[i], i, last, buffers);
            }
        }

        for (int i = 0; i <= last; i++)
        {
            if (operators[i].ScratchBytes > 0)
            {
                bool throughout = operators[i].Accumulates;
                buffers.Add(new(BufferRole.Scratch, i, operators[i].ScratchBytes, throughout ? 0 : i, throughout ? last : i));
            }
        }

        return buffers;
    }

    private static void AddSlot(StageTopology stage, SlotPlan slot, int index, int last, List<StageBuffer> buffers)
    {
        Tensor tensor = stage.TensorOf(index);
        (int first, int end) = slot.IsPersistent ? (0, last) : stage.LifeOf(index);
        buffers.Add(new(BufferRole.Window, index, slot.WindowHeight * slot.WindowWidth * tensor.Channels, first, end));
        if (slot.LineRows > 0)
        {
            buffers.Add(new(BufferRole.Line, index, slot.LineRows * tensor.Width * tensor.Channels, 0, last));
        }

        if (slot.StashColumns > 0)
        {
            buffers.Add(new(BufferRole.Stash, index, slot.WindowHeight * slot.StashColumns * tensor.Channels, 0, last));
        }
    }
}
