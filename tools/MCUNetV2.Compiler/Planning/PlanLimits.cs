// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Planning;

/// <summary>What a plan must keep to.</summary>
/// <param name="SramBytes">Arena at most; null for as small as may be.</param>
/// <param name="MaxOverhead">MACs executed against layer-by-layer, at most; null when only SRAM counts.</param>
public sealed record PlanLimits(int? SramBytes = null, double? MaxOverhead = null)
{
    private const double RoundingOfOverhead = 1e-9;

    /// <summary>Whether a plan keeps to the limits that were given.</summary>
    public bool Allow(Plan plan) =>
        plan.PeakBytes <= (SramBytes ?? int.MaxValue) && plan.Overhead <= (MaxOverhead ?? double.PositiveInfinity) + RoundingOfOverhead;
}
