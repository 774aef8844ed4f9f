// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Packages;

/// <summary>What <c>inspect</c> says of a package.</summary>
/// <param name="ModelId">The name that telemetry reports.</param>
/// <param name="PeakBytes">SRAM that the schedule uses, everything counted.</param>
/// <param name="FlashBytes">Size of the package.</param>
/// <param name="Macs">Multiply-accumulates of the whole network, halos not repeated.</param>
internal sealed record PackageReport(
    string ModelId, uint PeakBytes, uint FlashBytes, long Macs, ImmutableArray<PackageStageReport> Stages, ImmutableArray<OperatorReport> Operators)
{
    public static PackageReport Create(Package package)
    {
        ImmutableArray<OperatorReport> operators = [.. package.Operators.Select((_, index) => CreateOperator(package, index))];
        return new PackageReport(
            package.ModelId,
            package.Header.ArenaBytes,
            package.Header.TotalBytes,
            operators.Sum(report => report.Macs),
            [.. package.Stages.Select(stage => PackageStageReport.Create(package, stage))],
            operators);
    }

    private static OperatorReport CreateOperator(Package package, int index)
    {
        OperatorRecord record = package.Operators[index];
        TensorRecord output = TensorOf(package, record.Output);
        TensorRecord input = record.InputCount == 0 ? output : TensorOf(package, package.Operands[record.FirstInput]);
        OperatorKind kind = (OperatorKind)record.Kind;
        return new OperatorReport(
            index,
            kind,
            Shape(input),
            Shape(output),
            [record.KernelHeight, record.KernelWidth],
            [record.StrideHeight, record.StrideWidth],
            MacCount.PerPixel(kind, new MacShape(WindowOf(record), record.Parameter, input.Channels, output.Channels)) * output.Height * output.Width,
            record.ConstantsBytes);
    }

    private static Window WindowOf(OperatorRecord record) => new(record.KernelHeight, record.KernelWidth, record.StrideHeight, record.StrideWidth);

    private static TensorRecord TensorOf(Package package, ushort slot) => package.Tensors[package.Slots[slot].Tensor];

    private static ImmutableArray<int> Shape(TensorRecord tensor) => [tensor.Height, tensor.Width, tensor.Channels];
}

/// <summary>One stage: the operators [<paramref name="FirstOperator"/>, + <paramref name="OperatorCount"/>), walked in rows x columns patches.</summary>
internal sealed record PackageStageReport(int FirstOperator, int OperatorCount, int Rows, int Columns, Pace Pace, ImmutableArray<PackageSlotReport> Slots)
{
    public static PackageStageReport Create(Package package, StageRecord stage)
    {
        return new PackageStageReport(
            stage.FirstOperator,
            stage.OperatorCount,
            stage.Rows.Count,
            stage.Columns.Count,
            stage.Rows.Pace,
            [.. package.Slots.AsSpan().Slice(stage.FirstSlot, stage.SlotCount).ToArray().Select(PackageSlotReport.Create)]);
    }
}

/// <summary>How a stage holds a tensor.</summary>
/// <param name="Offset">In the arena; of a constant, in the package.</param>
internal sealed record PackageSlotReport(int Tensor, SlotKind Kind, SlotFlags Flags, uint Offset, int WindowHeight, int WindowWidth, int LineRows, int StashColumns)
{
    public static PackageSlotReport Create(SlotRecord slot)
    {
        return new PackageSlotReport(
            slot.Tensor, slot.Kind, slot.Flags, slot.Offset, slot.WindowHeight, slot.WindowWidth, slot.LineRows, slot.StashColumns);
    }
}

/// <summary>One operator as <c>inspect</c> lists it.</summary>
/// <param name="InputShape">Height, width, channels of the first input.</param>
/// <param name="OutputShape">Height, width, channels.</param>
/// <param name="Kernel">Rows, columns.</param>
/// <param name="Stride">Rows, columns.</param>
/// <param name="Macs">Multiply-accumulates of the whole output.</param>
/// <param name="ConstantBytes">Weights, biases and multipliers in flash.</param>
internal sealed record OperatorReport(
    int Index,
    OperatorKind Kind,
    ImmutableArray<int> InputShape,
    ImmutableArray<int> OutputShape,
    ImmutableArray<int> Kernel,
    ImmutableArray<int> Stride,
    long Macs,
    long ConstantBytes);
