// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Planning;

/// <summary>How one stage holds one tensor, before it is placed; see <c>mcunet_slot</c>.</summary>
public sealed record SlotPlan(int Tensor, SlotKind Kind)
{
    public bool KeepRows { get; init; }

    public bool KeepColumns { get; init; }

    /// <summary>Read after the stage.</summary>
    public bool IsOutput { get; init; }

    /// <summary>Its arrival paces the stage.</summary>
    public bool IsDriver { get; init; }

    /// <summary>The window itself holds kept pixels between patches, so its memory is the stage's throughout.</summary>
    public bool IsPersistent { get; init; }

    public int WindowHeight { get; init; }

    public int WindowWidth { get; init; }

    /// <summary>Rows that wait aside between rows of patches; 0 when there is no line.</summary>
    public int LineRows { get; init; }

    /// <summary>Columns that wait aside between patches of a row; 0 when there is no stash.</summary>
    public int StashColumns { get; init; }
}
