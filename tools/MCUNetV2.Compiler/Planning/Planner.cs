using System.Collections.Immutable;

using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Compiler.Planning;

/// <summary>What a plan must keep to.</summary>
/// <param name="SramBytes">Arena at most; null for as small as may be.</param>
/// <param name="MaxOverhead">MACs executed against layer-by-layer, at most; null when only SRAM counts.</param>
public sealed record PlanLimits(int? SramBytes = null, double? MaxOverhead = null);

/// <summary>The Pareto front and the choice from it.</summary>
/// <param name="Front">By rising effort (MACs, then calls) and falling peak: each needs less memory than all before it.</param>
/// <param name="Chosen">The plan within the limits; null when none is.</param>
public sealed record PlanResult(ImmutableArray<Plan> Front, Plan? Chosen);

/// <summary>Finds schedules: the Pareto front of peak bytes against effort over stages, grids and halo policies.</summary>
public static class Planner
{
    /// <summary>Overheads of interest; nobody trades more than half as many MACs again.</summary>
    private const double MostOverhead = 1.5;

    /// <summary>
    /// The front, and the choice: with an SRAM limit the least effort that fits, else the smallest peak within the overhead (1.0 unless told).
    /// </summary>
    public static PlanResult Plan(ModelGraph graph, Target target, PlanLimits limits)
    {
        var search = new ScheduleSearch(graph, target);
        Plan layers = Schedules.Layers(graph, target);
        List<Plan> plans = [layers, .. search.Front(WalkFamily.Rows, layers.PeakBytes, "auto")];
        plans.AddRange(search.Front(WalkFamily.Tiles, plans.Min(p => p.PeakBytes), "auto"));
        plans.AddRange(search.Front(WalkFamily.Recomputing, plans.Min(p => p.PeakBytes), "auto"));
        ImmutableArray<Plan> front = ParetoFront(plans);
        return new PlanResult(front, Choose(front, limits));
    }

    /// <summary>The smallest peak without recomputation: rows and columns streamed, halos kept.</summary>
    public static Plan Stream(ModelGraph graph, Target target)
    {
        var search = new ScheduleSearch(graph, target);
        int limit = Schedules.Layers(graph, target).PeakBytes;
        limit = search.Front(WalkFamily.Rows, limit, "stream").Select(p => p.LowerBoundBytes).Append(limit).Min();
        return search.Front(WalkFamily.Tiles, limit, "stream").MinBy(p => p.PeakBytes) ?? Schedules.Layers(graph, target);
    }

    private static ImmutableArray<Plan> ParetoFront(List<Plan> plans)
    {
        var front = new List<Plan>();
        foreach (Plan plan in plans.Where(p => p.Overhead <= MostOverhead).OrderBy(p => p.Effort).ThenBy(p => p.PeakBytes))
        {
            if (front.Count == 0 || plan.PeakBytes < front[^1].PeakBytes)
            {
                front.Add(plan);
            }
        }

        return [.. front];
    }

    private static Plan? Choose(ImmutableArray<Plan> front, PlanLimits limits)
    {
        double overhead = limits.MaxOverhead ?? (limits.SramBytes is null ? 1.0 : double.PositiveInfinity);
        Plan[] fitting = [.. front.Where(p => p.Overhead <= overhead + 1e-9 && p.PeakBytes <= (limits.SramBytes ?? int.MaxValue))];
        return limits.SramBytes is null ? fitting.MinBy(p => p.PeakBytes) : fitting.MinBy(p => p.Effort);
    }
}
