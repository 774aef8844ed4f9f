// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Charts;

/// <summary>
/// What lies where in the arena, step by step, read back from a package. A step is one operator; the operators of a patch stage run
/// once a patch, so whatever a stage keeps from patch to patch is in use during all its steps.
/// </summary>
/// <param name="Steps">Name of each step's operator.</param>
/// <param name="StageStarts">First step of each stage.</param>
internal sealed record MemoryMap(
    ImmutableArray<string> Steps, ImmutableArray<int> StageStarts, ImmutableArray<MemoryBlock> Blocks, long ArenaBytes)
{
    private const int IntervalBytes = 8;
    private const int Accumulates = 1;

    public static MemoryMap Create(Package package)
    {
        return new MemoryMap(
            [.. package.Operators.Select(row => ((OperatorKind)row.Kind).ToString())],
            [.. package.Stages.Select(stage => (int)stage.FirstOperator)],
            [.. package.Stages.SelectMany((stage, index) => BlocksOf(package, stage, index))],
            package.Header.ArenaBytes);
    }

    private static IEnumerable<MemoryBlock> BlocksOf(Package package, StageRecord stage, int index)
    {
        int first = stage.FirstOperator;
        int last = first + stage.OperatorCount - 1;
        yield return new MemoryBlock(
            $"regions of stage {index}", MemoryUse.Bookkeeping, first, last, stage.IntervalsOffset, 2L * IntervalBytes * stage.SlotCount);
        for (int step = first; step <= last; step++)
        {
            OperatorRecord row = package.Operators[step];
            if (row.ScratchBytes > 0)
            {
                // Accumulators live from the first patch to the last.
                (int from, int to) = (row.Flags & Accumulates) == 0 ? (step, step) : (first, last);
                yield return new MemoryBlock($"scratch of operator {step}", MemoryUse.Scratch, from, to, row.ScratchOffset, row.ScratchBytes);
            }

            SlotRecord slot = package.Slots[row.Output];
            TensorRecord tensor = package.Tensors[slot.Tensor];
            (int begin, int end) = Lifetime(package, stage, step);
            MemoryUse use = row.Kind == (byte)OperatorKind.Input ? MemoryUse.Input : MemoryUse.Tensor;
            string name = $"{tensor.Height} x {tensor.Width} x {tensor.Channels} of operator {step} ({(OperatorKind)row.Kind})";
            yield return new MemoryBlock(
                $"{name}: {slot.WindowHeight} x {slot.WindowWidth} pixels", use, begin, end, slot.Offset, (long)slot.WindowHeight * slot.WindowWidth * tensor.Channels);
            if (slot.LineOffset != FormatNumbers.None)
            {
                yield return new MemoryBlock(
                    $"{name}: {slot.LineRows} rows kept", MemoryUse.KeptHalo, first, last, slot.LineOffset, (long)slot.LineRows * tensor.Width * tensor.Channels);
            }

            if (slot.StashOffset != FormatNumbers.None)
            {
                yield return new MemoryBlock(
                    $"{name}: {slot.StashColumns} columns kept", MemoryUse.KeptHalo, first, last, slot.StashOffset, (long)slot.WindowHeight * slot.StashColumns * tensor.Channels);
            }
        }
    }

    private static (int First, int Last) Lifetime(Package package, StageRecord stage, int step)
    {
        SlotRecord slot = package.Slots[package.Operators[step].Output];
        int lastStep = stage.FirstOperator + stage.OperatorCount - 1;
        bool patches = stage.Rows.Count * stage.Columns.Count > 1;
        bool survivesPatches = patches && (slot.Flags.HasFlag(SlotFlags.Output) || StaysInWindow(slot, stage.Columns.Count));
        int first = survivesPatches ? stage.FirstOperator : step;
        int last = survivesPatches ? lastStep : step;
        bool isModelOutput = package.Outputs.Any(output => package.Slots[output].Tensor == slot.Tensor);
        if (isModelOutput)
        {
            return (first, package.Operators.Length - 1);
        }

        for (int consumer = step + 1; consumer < package.Operators.Length; consumer++)
        {
            if (InputsOf(package, consumer).Any(input => package.Slots[input].Tensor == slot.Tensor))
            {
                last = Math.Max(last, consumer <= lastStep ? consumer : EndOfUse(package, consumer));
            }
        }

        return (first, last);
    }

    // Kept pixels that have neither line nor stash stay where they are.
    private static bool StaysInWindow(SlotRecord slot, int columns)
    {
        return slot.Kind == SlotKind.Band || (columns > 1
            ? slot.Flags.HasFlag(SlotFlags.KeepColumns) && slot.StashOffset == FormatNumbers.None
            : slot.Flags.HasFlag(SlotFlags.KeepRows) && slot.LineOffset == FormatNumbers.None);
    }

    // A later stage of several patches reads what comes from before it until its last patch.
    private static int EndOfUse(Package package, int consumer)
    {
        StageRecord stage = package.Stages.First(stage => consumer < stage.FirstOperator + stage.OperatorCount);
        return stage.Rows.Count * stage.Columns.Count > 1 ? stage.FirstOperator + stage.OperatorCount - 1 : consumer;
    }

    private static ushort[] InputsOf(Package package, int step)
    {
        OperatorRecord row = package.Operators[step];
        return package.Operands.AsSpan().Slice(row.FirstInput, row.InputCount).ToArray();
    }
}

/// <summary>A piece of the arena in use during steps [<paramref name="FirstStep"/>, <paramref name="LastStep"/>].</summary>
internal sealed record MemoryBlock(string Name, MemoryUse Use, int FirstStep, int LastStep, long Offset, long Bytes);

/// <summary>What a piece of the arena is used for.</summary>
internal enum MemoryUse
{
    Input,
    Tensor,
    KeptHalo,
    Scratch,
    Bookkeeping,
}
