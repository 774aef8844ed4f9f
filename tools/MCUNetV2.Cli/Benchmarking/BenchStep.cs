using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Cli.Benchmarking;

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
