// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>The tables of a package; models/FORMAT.md says what they mean.</summary>
/// <param name="Header">Sizes, counts, section offsets.</param>
/// <param name="ModelId">For people and telemetry.</param>
/// <param name="Operands">Slot numbers: the inputs of all operators, one after another.</param>
/// <param name="Outputs">Slot numbers, in the model's output order.</param>
/// <param name="Head">What the outputs mean; null when the package does not say.</param>
public sealed record Package(
    PackageHeader Header,
    string ModelId,
    ImmutableArray<TensorRecord> Tensors,
    ImmutableArray<SlotRecord> Slots,
    ImmutableArray<OperatorRecord> Operators,
    ImmutableArray<ushort> Operands,
    ImmutableArray<StageRecord> Stages,
    ImmutableArray<ushort> Outputs,
    Head? Head)
{
    /// <summary>What it was compiled for. Operators that the target's own kernels do not cover are portable in every package.</summary>
    public Target Target
    {
        get
        {
            PackageHeader.LayoutVersionsArray versions = Header.LayoutVersions;
            return (Target)Math.Max(0, ((ReadOnlySpan<byte>)versions).LastIndexOfAnyExcept((byte)0));
        }
    }
}
