using System.Collections.Immutable;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Remote.Elf;

namespace MCUNetV2.Cli.Benchmarking;

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
    /// <summary>An estimate; null where there is none.</summary>
    public CycleReport? Estimate { get; init; }

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
