// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// What the slots and operators of a stage take under one walk. A search measures hundreds of thousands of walks and keeps few of them, so this is filled anew for each, and a
/// <see cref="StagePlan"/> is made only of what is kept.
/// </summary>
internal sealed class StageSizes
{
    private readonly StageTopology _stage;
    private readonly KernelCosts _kernels;
    private readonly bool _feedsInput;
    private readonly (bool InPlace, int Height, int Width)[] _asked;
    private readonly int[] _scratch;

    public StageSizes(StageTopology stage, KernelCosts kernels)
    {
        _stage = stage;
        _kernels = kernels;
        _feedsInput = stage.Operators[0].Kind == OperatorKind.Input;
        int slots = stage.Tensors.Length;
        Kinds = new SlotKind[slots];
        Heights = new int[slots];
        Widths = new int[slots];
        LineRows = new int[slots];
        StashColumns = new int[slots];
        WindowBytes = new int[slots];
        LineBytes = new int[slots];
        StashBytes = new int[slots];
        Overwrites = new int[stage.Operators.Length];
        ScratchBytes = new int[stage.Operators.Length];
        _asked = new (bool, int, int)[stage.Operators.Length];
        Array.Fill(_asked, (false, -1, -1));
        _scratch = new int[stage.Operators.Length];
        for (int i = 0; i < slots; i++)
        {
            Tensor tensor = stage.TensorOf(i);
            Kinds[i] = tensor.IsConstant ? SlotKind.Constant : SlotKind.Whole;
            Heights[i] = tensor.Height;
            Widths[i] = tensor.Width;
        }
    }

    public SlotKind[] Kinds { get; }

    /// <summary>Rows of each slot's window; of the tensor, where it is whole.</summary>
    public int[] Heights { get; }

    /// <summary>Columns of each slot's window; of the tensor, where it is whole.</summary>
    public int[] Widths { get; }

    /// <summary>Rows that wait between rows of patches, set aside or in the window.</summary>
    public int[] LineRows { get; }

    /// <summary>Columns that wait between patches of a row, set aside or in the window.</summary>
    public int[] StashColumns { get; }

    /// <summary>Of each slot's window; 0 where it is whole.</summary>
    public int[] WindowBytes { get; }

    /// <summary>Of <see cref="LineRows"/>.</summary>
    public int[] LineBytes { get; }

    /// <summary>Of <see cref="StashColumns"/>.</summary>
    public int[] StashBytes { get; }

    /// <summary>Which of each operator's inputs it writes over; -1 for none.</summary>
    public int[] Overwrites { get; }

    /// <summary>Of each operator's kernel, for the largest region; accumulators included.</summary>
    public int[] ScratchBytes { get; }

    /// <summary>Whether a step goes over less than all columns.</summary>
    public bool IsAcross { get; private set; }

    /// <summary>What the slots of a walk occupy between patches, however that is arranged. It only grows with more operators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long LeastBetweenPatches(HaloPolicy policy, AxisExtents rows, AxisExtents columns, int columnCount)
    {
        long bytes = 0;
        foreach (int i in _stage.Moving)
        {
            if (!IsBand(i, columnCount))
            {
                long height = Math.Max(1, rows.Window[i]);
                long channels = _stage.Channels[i];
                long window = height * Math.Max(1, columns.Window[i]) * channels;
                long line = policy.Rows[i] ? rows.Line[i] * _stage.Widths[i] * channels : 0;
                long stash = policy.Columns[i] ? height * columns.Line[i] * channels : 0;
                bytes += columnCount > 1 ? line + Math.Min(stash, window) : Math.Min(line, window);
            }
        }

        return bytes;
    }

    /// <summary>Sizes what a walk keeps and shows of each tensor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MeasureSlots(HaloPolicy policy, AxisExtents rows, AxisExtents columns, int columnCount)
    {
        IsAcross = columnCount > 1;
        foreach (int i in _stage.Moving)
        {
            bool band = IsBand(i, columnCount);
            Kinds[i] = band ? SlotKind.Band : SlotKind.Window;
            Heights[i] = Math.Max(1, rows.Window[i]);
            Widths[i] = band ? _stage.Widths[i] : Math.Max(1, columns.Window[i]);
            LineRows[i] = !band && policy.Rows[i] ? rows.Line[i] : 0;
            StashColumns[i] = !band && IsAcross && policy.Columns[i] ? columns.Line[i] : 0;
            int channels = _stage.Channels[i];
            WindowBytes[i] = Arena.Align(Heights[i] * Widths[i] * channels, _kernels.Target);
            LineBytes[i] = Arena.Align(LineRows[i] * _stage.Widths[i] * channels, _kernels.Target);
            StashBytes[i] = Arena.Align(Heights[i] * StashColumns[i] * channels, _kernels.Target);
        }
    }

    /// <summary>Decides what is computed in place, and asks the kernels for their scratch; after <see cref="MeasureSlots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MeasureOperators(AxisExtents rows, AxisExtents columns, bool onePatch)
    {
        for (int i = 0; i < Overwrites.Length; i++)
        {
            bool isInput = _stage.Operators[i].Kind == OperatorKind.Input;
            bool accumulates = _stage.Accumulates[i];
            Overwrites[i] = isInput || accumulates ? -1 : InPlaceRule.Overwritten(_stage, i, this, onePatch);
            int region = accumulates ? _stage.Inputs[i][0] : _stage.Outputs[i];
            ScratchBytes[i] = isInput ? 0 : ScratchOf(i, accumulates, (Overwrites[i] >= 0, rows.Region[region], columns.Region[region]));
        }
    }

    /// <summary>Rows of the image that wait whole until all patches have read them.</summary>
    private bool IsBand(int slot, int columnCount) => _feedsInput && columnCount > 1 && slot == _stage.Outputs[0];

    /// <summary>Most operators have regions of few sizes, one walk after the other.</summary>
    private int ScratchOf(int index, bool accumulates, (bool InPlace, int Height, int Width) region)
    {
        if (_asked[index] != region)
        {
            _asked[index] = region;
            _scratch[index] = _kernels.ScratchBytes(_stage.FirstOperator + index, accumulates, region.InPlace, region.Height, region.Width);
        }

        return _scratch[index];
    }
}
