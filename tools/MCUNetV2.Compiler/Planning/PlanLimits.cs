// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Planning;

/// <summary>What a plan must keep to.</summary>
/// <param name="SramBytes">Arena at most; null for as small as may be.</param>
/// <param name="MaxOverhead">MACs executed against layer-by-layer, at most; null when only SRAM counts.</param>
public sealed record PlanLimits(int? SramBytes = null, double? MaxOverhead = null)
{
    private const double RoundingOfOverhead = 1e-9;

    /// <summary>What a plan takes the target, in instructions; null where nobody knows, and <see cref="Plan.Effort"/> stands for it.</summary>
    public Func<Plan, long>? InstructionsOf { get; init; }

    /// <summary>Instructions at most, of which <see cref="InstructionsOf"/> knows; null for any number.</summary>
    public long? MostInstructions { get; init; }

    /// <summary>Whether a plan keeps to the limits that were given.</summary>
    public bool Allow(Plan plan) =>
        plan.PeakBytes <= (SramBytes ?? int.MaxValue) && plan.Overhead <= (MaxOverhead ?? double.PositiveInfinity) + RoundingOfOverhead
        && (MostInstructions is null || TimeOf(plan) <= MostInstructions);

    /// <summary>What the choice takes a plan to cost in time; only to be compared.</summary>
    internal long TimeOf(Plan plan) => InstructionsOf?.Invoke(plan) ?? plan.Effort;
}
