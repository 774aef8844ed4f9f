using System.Collections.Immutable;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Scheduling;

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
    public static PlanReport Create(ModelGraph graph, DeviceTarget target, PlanResult result, BoardFit? board)
    {
        Plan chosen = result.Chosen!;
        return new PlanReport(
            graph.Name,
            target.Name,
            Arithmetic.Macs(graph),
            Arithmetic.Macs(graph.Whole ?? graph),
            LayerMemory.Of(graph).PeakBytes,
            PackageWriter.Write(chosen).Length,
            [.. result.Front.Select(PlanSummary.Create)],
            PlanSummary.Create(chosen),
            board?.With(chosen.PeakBytes));
    }
}
