// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Planning;

/// <summary>A schedule with every buffer placed: what a package is written from.</summary>
/// <param name="Schedule">How the schedule is asked for or described, e.g. <c>layers</c>, <c>patches:3x3:8</c>, <c>stream</c>.</param>
/// <param name="Buffers">All of the arena; buffers that share bytes on purpose (in place) overlap in time by one operator.</param>
/// <param name="PeakBytes">Arena size: nothing else is used.</param>
/// <param name="LowerBoundBytes">Most bytes alive at once: no placement can be smaller.</param>
/// <param name="Macs">Multiply-accumulates executed.</param>
public sealed record Plan(
    ModelGraph Graph,
    Target Target,
    string Schedule,
    ImmutableArray<StagePlan> Stages,
    ImmutableArray<PlacedBuffer> Buffers,
    int PeakBytes,
    int LowerBoundBytes,
    long Macs)
{
    /// <summary>
    /// What one operator costs in one patch besides its MACs: 3,000 to 6,000 instructions on a Cortex-M4 at 1.5 instructions a MAC, by
    /// <c>mcunet bench --target cortex-m4</c> on schedules of 50 to 2,000 calls.
    /// </summary>
    private const int MacsPerCall = 3000;

    /// <summary>MACs against executing every layer once; 1 is no overhead. Slightly below 1 when a stride leaves rows that nobody reads.</summary>
    public double Overhead => MacCount.Of(Graph) is var total and > 0 ? (double)Macs / total : 1.0;

    /// <summary>
    /// What an inference costs in time, in MACs: those executed, and for every operator of every patch a call, its regions and the halos moved.
    /// A model of it for comparing schedules; measurements are for <c>mcunet bench</c>.
    /// </summary>
    public long Effort => EffortOf(Macs, Calls);

    internal static long EffortOf(long macs, long calls) => macs + (calls * MacsPerCall);

    /// <summary>Kernel calls of one inference: every operator once a patch of its stage.</summary>
    public long Calls { get; } = Stages.Sum(stage => stage.Calls);

    /// <summary>Patches, that is native calls, of one inference.</summary>
    public int Patches => Stages.Sum(stage => stage.Patches);

    /// <summary>Where a buffer lies; null when the schedule has no such buffer.</summary>
    public PlacedBuffer? Find(BufferRole role, int stage, int index) =>
        Buffers.FirstOrDefault(b => b.Role == role && b.Stage == stage && b.Index == index);
}
