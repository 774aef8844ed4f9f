// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Remote.Elf;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary>What <c>bench</c> says.</summary>
/// <param name="Instructions">Of one inference; null on the host.</param>
/// <param name="InstructionsPerMac">Null on the host.</param>
/// <param name="Microseconds">Of one inference, the fastest of all; null where the target counts instructions instead.</param>
/// <param name="Macs">Executed in one inference, recomputed halos included.</param>
/// <param name="ModelMacs">Of the model as it is, channels that are the same for every input included; null when it came as a package.</param>
/// <param name="Runs">Inferences that were measured.</param>
internal sealed record BenchReport(
    string Target,
    string Backend,
    string Schedule,
    long ArenaBytes,
    long FlashBytes,
    long? Instructions,
    double? InstructionsPerMac,
    long? Microseconds,
    long Macs,
    long? ModelMacs,
    int Runs,
    ImmutableArray<BenchStep> Steps)
{
    /// <summary>Layout of the package's weights, and the one that these kernels read fastest.</summary>
    public required string Layout { get; init; }

    /// <inheritdoc cref="Layout"/>
    public required string BestLayout { get; init; }

    /// <summary>Conversion of a camera's frame in each format by each method; null when no camera was asked for.</summary>
    public IReadOnlyList<CameraReport>? Camera { get; init; }

    /// <summary>What was predicted from the plan; null where it came as a package, or nothing is known of the target.</summary>
    public long? PredictedInstructions { get; init; }

    /// <summary>An estimate; null where there is none.</summary>
    public CycleReport? Estimate { get; init; }

    /// <summary>Of one inference on the chip, an estimate; null where there is none.</summary>
    public TimeEstimate? EstimatedTime { get; init; }

    /// <summary>Of one inference on the board, an estimate; null where its profile states no current.</summary>
    public EnergyEstimate? Energy { get; init; }

    /// <summary>Deepest use of the native stack; null on the host.</summary>
    public int? StackBytes { get; init; }

    /// <summary>Bytes of the arena that were really written, up to the last one; null on the host.</summary>
    public int? ArenaUsedBytes { get; init; }

    /// <summary>Of the engine on the target, with every operator; null on the host.</summary>
    public int? CodeBytes { get; init; }

    /// <inheritdoc cref="CodeBytes"/>
    public int? ConstantBytes { get; init; }

    /// <summary>Flash and SRAM of the target beside their budgets; null on the host.</summary>
    public ImmutableArray<MemoryLine>? Memory { get; init; }

    /// <summary>Of the target's program; null on the host.</summary>
    public ImmutableArray<ElfSection>? Sections { get; init; }
}

/// <summary>What one operator costs in an inference, all its patches together.</summary>
/// <param name="Macs">Of the whole output once; recomputed halos not repeated.</param>
/// <param name="Bytes">Of its output.</param>
/// <param name="Calls">Patches in which it runs.</param>
/// <param name="Microseconds">On this machine; null where the target counts instructions instead.</param>
/// <param name="Instructions">Executed; null on the host.</param>
/// <param name="EstimatedCycles">That they would take on the real processor; null where nobody estimates them.</param>
internal sealed record BenchStep(
    int Index,
    OperatorKind Kind,
    ImmutableArray<int> OutputShape,
    long Macs,
    long Bytes,
    int Calls,
    double? Microseconds = null,
    long? Instructions = null,
    long? EstimatedCycles = null)
{
    /// <summary>Null on the host, and for an operator without any.</summary>
    public double? InstructionsPerMac => Macs > 0 ? (double?)Instructions / Macs : null;
}

/// <summary>How long an inference would take on the real processor: an estimate from the executed instructions, without wait states.</summary>
/// <param name="Cycles">Of one inference.</param>
/// <param name="CyclesPerMac">The same for each multiply-accumulate.</param>
/// <param name="ClockHertz">Of the processor, as asked for or the target's.</param>
internal sealed record CycleReport(long Cycles, double CyclesPerMac, long ClockHertz)
{
    /// <summary>At that clock.</summary>
    public double Milliseconds => Math.Round(1000.0 * Cycles / ClockHertz, 3);
}
