// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>The Pareto front and the choice from it.</summary>
/// <param name="Front">By falling peak: plans that no other beats in peak, effort and MACs at once.</param>
/// <param name="Chosen">The plan within the limits; null when none is.</param>
public sealed record PlanResult(ImmutableArray<Plan> Front, Plan? Chosen)
{
    /// <summary>The plan that comes nearest to what was asked: the smallest peak within overhead and time, or else the fastest, or that of fewest MACs.</summary>
    public Plan Nearest(PlanLimits limits) =>
        Front.Where((limits with { SramBytes = null }).Allow).MinBy(p => p.PeakBytes)
        ?? (limits.MostInstructions is null ? Front.MinBy(p => p.Macs)! : Front.MinBy(limits.TimeOf)!);
}

/// <summary>Finds schedules: the Pareto front of peak bytes, effort and MACs over stages, grids and halo policies.</summary>
public static class Planner
{
    /// <summary>Overheads of interest: what peers go to for the last kilobytes of networks that would not fit otherwise.</summary>
    private const double MostOverhead = 2.7;

    /// <summary>Tensors whose floors are at least this share of the highest are computed twice together.</summary>
    private const double SimilarFloor = 0.9;

    private static readonly PlanLimits NoExtraMacs = new(MaxOverhead: 1.0);

    /// <summary>Effort, against the least there is, up to which memory is saved when nobody says what matters.</summary>
    private const double BalancedEffort = 1.1;

    /// <summary>
    /// The front, and the choice: with an SRAM limit the fastest that fits (in the target's instructions where they are known, or else in effort); with
    /// a limit on overhead or instructions alone the smallest peak within it; with none, the smallest peak that costs no extra MACs and next to no time.
    /// Where another plan of the front that is within the limits is better in all that a reader sees (peak, MACs, patches, and instructions where they
    /// matter), it is that one instead.
    /// </summary>
    public static PlanResult Plan(ModelGraph graph, Target target, PlanLimits limits)
    {
        FoundStages stages = new(target);
        List<Plan> plans = Search(graph, stages, MostBytes(graph, target));
        plans.AddRange(WithSecondPasses(graph, stages, plans.Min(p => p.PeakBytes)));
        plans.AddRange(WithSkipsComputedAgain(plans.MinBy(p => p.PeakBytes)!, stages));
        plans.Add(Schedules.Layers(graph, target));
        return Choose(ParetoFront(plans), limits);
    }

    /// <summary>The same without recomputation: rows and columns streamed, halos kept.</summary>
    public static PlanResult Stream(ModelGraph graph, Target target, PlanLimits limits) =>
        Choose(ParetoFront(Streams(graph, new FoundStages(target), MostBytes(graph, target), "stream").Plans), limits);

    /// <summary>
    /// A plan within a number of bytes, found with little work: rows streamed, and only where that is not enough rows and columns. Null when
    /// neither fits. <see cref="Plan"/> may know one that fits in less time.
    /// </summary>
    public static Plan? Fit(ModelGraph graph, Target target, int sramBytes)
    {
        ScheduleSearch search = new(graph, new FoundStages(target));
        return new[] { WalkFamily.Rows, WalkFamily.Tiles }
            .Select(family => search.Front(family, sramBytes, "stream").Where(p => p.PeakBytes <= sramBytes).MinBy(p => p.Effort))
            .FirstOrDefault(plan => plan is not null);
    }

    private static int MostBytes(ModelGraph graph, Target target) => Arena.Align(Schedules.Layers(graph, target).PeakBytes, target); // more nobody wants

    private static List<Plan> Search(ModelGraph graph, FoundStages stages, int mostBytes)
    {
        (ScheduleSearch search, List<Plan> plans) = Streams(graph, stages, mostBytes, "auto");
        plans.AddRange(search.Front(WalkFamily.Recomputing, SmallestPeak(plans, mostBytes), "auto"));
        return plans;
    }

    /// <summary>
    /// Plans that compute tensors twice which would wait whole for a reduction of themselves, those first that need most; the next ones as long as the last
    /// lowered the peak.
    /// </summary>
    private static List<Plan> WithSecondPasses(ModelGraph graph, FoundStages stages, int peakBytes)
    {
        List<Plan> plans = new();
        List<SecondPass> left = [.. SecondPass.AllOf(graph)];
        List<SecondPass> taken = new();
        while (left.Count > 0)
        {
            double floor = left.Max(p => p.FloorBytes) * SimilarFloor;
            taken.AddRange(left.Where(p => p.FloorBytes >= floor));
            left.RemoveAll(p => p.FloorBytes >= floor);
            List<Plan> found = Search(SecondPass.Apply(graph, taken), stages, peakBytes - 1);
            if (SmallestPeak(found, peakBytes) >= peakBytes)
            {
                break;
            }

            peakBytes = found.Min(p => p.PeakBytes);
            plans.AddRange(found);
        }

        return plans;
    }

    /// <summary>Plans that compute again what waits for a late reader where the smallest plan needs most memory, as long as that lowers the peak.</summary>
    private static List<Plan> WithSkipsComputedAgain(Plan smallest, FoundStages stages)
    {
        List<Plan> plans = new();
        while (true)
        {
            List<Plan> found = [.. WaitingSkips.Of(smallest)
                .SelectMany(passes => Search(SecondPass.Apply(smallest.Graph, passes), stages, smallest.PeakBytes - 1))
                .Where(plan => plan.Overhead <= MostOverhead)];
            if (found.Count == 0)
            {
                return plans;
            }

            plans.AddRange(found);
            smallest = found.MinBy(plan => plan.PeakBytes)!;
        }
    }

    private static int SmallestPeak(List<Plan> plans, int otherwise) => plans.Count == 0 ? otherwise : plans.Min(p => p.PeakBytes);

    private static (ScheduleSearch Search, List<Plan> Plans) Streams(ModelGraph graph, FoundStages stages, int mostBytes, string name)
    {
        ScheduleSearch search = new(graph, stages);
        List<Plan> plans = search.Front(WalkFamily.Rows, mostBytes, name);
        plans.AddRange(search.Front(WalkFamily.Tiles, SmallestPeak(plans, mostBytes), name));
        return (search, plans);
    }

    private static ImmutableArray<Plan> ParetoFront(List<Plan> plans)
    {
        List<Plan> front = new();
        foreach (Plan plan in plans.Where(p => p.Overhead <= MostOverhead).OrderBy(p => p.Effort).ThenBy(p => p.Macs).ThenBy(p => p.PeakBytes))
        {
            if (!front.Exists(f => f.PeakBytes <= plan.PeakBytes && f.Macs <= plan.Macs))
            {
                front.Add(plan);
            }
        }

        return [.. front.OrderByDescending(p => p.PeakBytes).ThenBy(p => p.Effort)];
    }

    private static PlanResult Choose(ImmutableArray<Plan> front, PlanLimits limits)
    {
        Plan[] fitting = [.. front.Where(limits.Allow)];
        Plan? chosen = Preferred(front, fitting, limits);
        while (chosen is not null && fitting.Where(p => Beats(p, chosen, limits)).MinBy(limits.TimeOf) is { } better)
        {
            chosen = better;
        }

        return new PlanResult(front, chosen);
    }

    private static Plan? Preferred(ImmutableArray<Plan> front, Plan[] fitting, PlanLimits limits)
    {
        if (limits.SramBytes is not null)
        {
            return fitting.MinBy(limits.TimeOf);
        }

        if (limits.MaxOverhead is null && limits.MostInstructions is null)
        {
            double most = front.Min(p => p.Effort) * BalancedEffort;
            fitting = [.. fitting.Where(p => p.Effort <= most && (NoExtraMacs.Allow(p) || front.Length == 1))];
        }

        return fitting.MinBy(p => p.PeakBytes);
    }

    /// <summary>Nowhere worse, and somewhere better, in what is printed of a plan.</summary>
    private static bool Beats(Plan plan, Plan other, PlanLimits limits) =>
        plan.PeakBytes <= other.PeakBytes && plan.Macs <= other.Macs && plan.Patches <= other.Patches && IsAsFast(plan, other, limits)
        && (plan.PeakBytes, plan.Macs, plan.Patches) != (other.PeakBytes, other.Macs, other.Patches);

    /// <summary>Whether a plan is not slower, where the choice is about time.</summary>
    private static bool IsAsFast(Plan plan, Plan other, PlanLimits limits) =>
        limits.InstructionsOf is null || (limits.SramBytes is null && limits.MostInstructions is null) || limits.TimeOf(plan) <= limits.TimeOf(other);
}
