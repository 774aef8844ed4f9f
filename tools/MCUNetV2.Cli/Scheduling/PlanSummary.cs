using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Scheduling;

/// <summary>One plan.</summary>
/// <param name="PeakBytes">SRAM, everything counted.</param>
/// <param name="LowerBoundBytes">Most bytes alive at once: no placement of the buffers needs fewer.</param>
/// <param name="Macs">Executed, recomputed halos included.</param>
/// <param name="Overhead">MACs against layer-by-layer; 1 is none.</param>
/// <param name="Schedule">Its name.</param>
/// <param name="Stages">Operators and patches of each stage, in order.</param>
/// <param name="Patches">In all: native calls of one inference.</param>
internal sealed record PlanSummary(int PeakBytes, int LowerBoundBytes, long Macs, double Overhead, string Schedule, string Stages, int Patches)
{
    public static PlanSummary Create(Plan plan)
    {
        return new PlanSummary(
            plan.PeakBytes, plan.LowerBoundBytes, plan.Macs, Math.Round(plan.Overhead, 6), plan.Schedule, StageText.Describe(plan), plan.Patches);
    }
}
