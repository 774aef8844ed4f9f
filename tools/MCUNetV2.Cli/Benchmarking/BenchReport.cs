using System.Collections.Immutable;

namespace MCUNetV2.Cli.Benchmarking;

/// <summary>What <c>bench</c> says.</summary>
/// <param name="Instructions">Of one inference; null on the host.</param>
/// <param name="InstructionsPerMac">Null on the host.</param>
/// <param name="Microseconds">Of one inference, the fastest of all; null where the target counts instructions instead.</param>
/// <param name="Macs">Executed in one inference, recomputed halos included.</param>
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
    int Runs,
    ImmutableArray<BenchStep> Steps);
