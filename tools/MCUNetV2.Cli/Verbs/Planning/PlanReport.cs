// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Verbs.Planning;

/// <summary>What <c>plan</c> says.</summary>
/// <param name="Macs">Executed layer by layer.</param>
/// <param name="ModelMacs">Of the model as it is, channels that are the same for every input included.</param>
/// <param name="LayerByLayerPeakBytes">As MCUNetV2 counts it: activations, the image included, scratch left out.</param>
/// <param name="Target">Whose kernels' scratch is counted.</param>
/// <param name="FlashBytes">Of the chosen schedule's package, weights in the layout of those kernels.</param>
/// <param name="Plans">By rising MACs and falling peak.</param>
/// <param name="Chosen">One of them.</param>
/// <param name="Board">How the chosen schedule fits a board; null where none was named.</param>
internal sealed record PlanReport(
    string Model,
    string Target,
    long Macs,
    long ModelMacs,
    long LayerByLayerPeakBytes,
    int FlashBytes,
    ImmutableArray<PlanSummary> Plans,
    PlanSummary Chosen,
    BoardFit? Board)
{
    /// <summary>Share by which predicted instructions are off, typically; null where none are predicted.</summary>
    public double? TypicalError { get; init; }

    /// <param name="time">Of the target; null where nothing is known of it.</param>
    public static PlanReport Create(ModelGraph graph, DeviceTarget target, PlanResult result, BoardProfile? board, TimeBudget? time)
    {
        Plan chosen = result.Chosen!;
        int packageBytes = PackageWriter.Write(chosen).Length;
        return new PlanReport(
            graph.Name,
            target.Name,
            MacCount.Of(graph),
            MacCount.Of(graph.Whole ?? graph),
            LayerMemory.Of(graph).PeakBytes,
            packageBytes,
            [.. result.Front.Select(plan => PlanSummary.Create(plan, time))],
            PlanSummary.Create(chosen, time),
            board is null ? null : BoardFit.Of(board, BoardFit.RowElements(graph), chosen.PeakBytes, packageBytes))
        {
            TypicalError = time?.Costs.TypicalError,
        };
    }
}

/// <summary>One plan.</summary>
/// <param name="PeakBytes">SRAM, everything counted.</param>
/// <param name="LowerBoundBytes">Most bytes alive at once: no placement of the buffers needs fewer.</param>
/// <param name="Macs">Executed, recomputed halos included.</param>
/// <param name="Overhead">MACs against layer-by-layer; 1 is none.</param>
/// <param name="Schedule">Its name.</param>
/// <param name="Stages">Operators and patches of each stage, in order.</param>
/// <param name="Patches">In all: native calls of one inference.</param>
/// <param name="Calls">Of kernels: every operator once a patch of its stage.</param>
internal sealed record PlanSummary(
    int PeakBytes, int LowerBoundBytes, long Macs, double Overhead, string Schedule, string Stages, int Patches, long Calls)
{
    /// <summary>What the target is predicted to take for it; null where nothing is known of the target.</summary>
    public PredictedTime? Time { get; init; }

    public static PlanSummary Create(Plan plan, TimeBudget? time)
    {
        return new PlanSummary(
            plan.PeakBytes, plan.LowerBoundBytes, plan.Macs, Math.Round(plan.Overhead, 6), plan.Schedule, StageText.Describe(plan), plan.Patches, plan.Calls)
        {
            Time = time?.Of(plan),
        };
    }
}
