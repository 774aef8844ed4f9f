using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Scheduling;

/// <summary>What <c>plan</c> says.</summary>
/// <param name="Macs">Layer by layer.</param>
/// <param name="LayerByLayerPeakBytes">As MCUNetV2 counts it: activations, the image included, scratch left out.</param>
/// <param name="Plans">By rising MACs and falling peak.</param>
/// <param name="Chosen">One of them.</param>
internal sealed record PlanReport(string Model, long Macs, long LayerByLayerPeakBytes, ImmutableArray<PlanSummary> Plans, PlanSummary Chosen)
{
    public static PlanReport Create(ModelGraph graph, PlanResult result)
    {
        return new PlanReport(
            graph.Name,
            Arithmetic.Macs(graph),
            LayerMemory.Of(graph).PeakBytes,
            [.. result.Front.Select(PlanSummary.Create)],
            PlanSummary.Create(result.Chosen!));
    }
}
