// SPDX-License-Identifier: MIT
namespace MCUNetV2.Host.Inference;

/// <summary>An operator's part in a patch. <see cref="Patch"/> is the index of the patch in the report.</summary>
/// <param name="Cycles">Instructions on a simulated target; 0 where there is no counter.</param>
public sealed record StepRecord(int Patch, int Operator, int Microseconds, int Cycles)
{
    /// <inheritdoc cref="InferenceReport.EstimatedCycles"/>
    public long? EstimatedCycles { get; init; }
}
