using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Packaging.Records;

namespace MCUNetV2.Cli.Inspection;

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
            OperatorReport.CountMacs(kind, record.KernelHeight * record.KernelWidth, input.Channels, record.Parameter, output.Height * output.Width * output.Channels),
            record.ConstantsBytes);
    }

    private static TensorRecord TensorOf(Package package, ushort slot) => package.Tensors[package.Slots[slot].Tensor];

    private static ImmutableArray<int> Shape(TensorRecord tensor) => [tensor.Height, tensor.Width, tensor.Channels];
}
