// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>One inference: its outputs, what it used and what was run.</summary>
/// <param name="Outputs">In the model's order.</param>
/// <param name="Arena">Looked at after the inference.</param>
/// <param name="StackBytes">Deepest use of the native stack; -1 where unknown.</param>
/// <param name="Patches">In the order in which they were run.</param>
/// <param name="Steps">Empty unless profiled.</param>
/// <param name="Duration">From the first row of input to the last patch.</param>
public sealed record InferenceReport(
    IReadOnlyList<OutputTensor> Outputs,
    ArenaUse Arena,
    int StackBytes,
    IReadOnlyList<PatchRecord> Patches,
    IReadOnlyList<StepRecord> Steps,
    TimeSpan Duration)
{
    /// <summary>Instructions executed for it; null where nobody counts them.</summary>
    public long? Instructions { get; init; }

    /// <summary>Cycles that they would take on the real processor; null where nobody estimates them.</summary>
    public long? EstimatedCycles { get; init; }
}
