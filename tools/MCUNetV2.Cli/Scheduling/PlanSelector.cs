using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Scheduling;

/// <summary>From what the person asked for to one plan.</summary>
internal static class PlanSelector
{
    /// <exception cref="CliException">The schedule does not exist for this model, or does not meet the limits.</exception>
    public static Plan Select(ModelGraph graph, Target target, ScheduleRequest request, PlanLimits limits)
    {
        if (request is ScheduleRequest.Auto)
        {
            return Choose(Planner.Plan(graph, target, limits), limits);
        }

        Plan plan = Named(graph, target, request);
        return Fits(plan, limits)
            ? plan
            : throw new CliException(ExitCode.Infeasible, $"the schedule {plan.Schedule} needs {Describe(plan)}, which is beyond {Describe(limits)}");
    }

    /// <exception cref="CliException">No plan of the front meets the limits; the message names the nearest.</exception>
    public static Plan Choose(PlanResult result, PlanLimits limits)
    {
        if (result.Chosen is { } chosen)
        {
            return chosen;
        }

        Plan nearest = result.Front.MinBy(plan => plan.PeakBytes)!;
        throw new CliException(ExitCode.Infeasible, $"no schedule meets {Describe(limits)}; the nearest needs {Describe(nearest)}");
    }

    /// <summary>A schedule that has a name.</summary>
    /// <exception cref="CliException">It does not exist for this model.</exception>
    public static Plan Named(ModelGraph graph, Target target, ScheduleRequest request)
    {
        return request switch
        {
            ScheduleRequest.Layers => Schedules.Layers(graph, target),
            ScheduleRequest.Stream => Planner.Stream(graph, target),
            ScheduleRequest.Patches patches => Patches(graph, target, patches),
            _ => throw new ArgumentException($"{request} is not a named schedule", nameof(request)),
        };
    }

    private static Plan Patches(ModelGraph graph, Target target, ScheduleRequest.Patches request)
    {
        int most = graph.Operators.Length - 1;
        if (request.Operators > most)
        {
            throw new CliException(ExitCode.Usage, $"--schedule: {request.Operators} operators in patches, and the model has {most} after its input");
        }

        return request.Operators is { } operators
            ? Schedules.Patches(graph, target, request.Rows, request.Columns, operators)
            : Enumerable.Range(1, most)
                .Select(count => Schedules.Patches(graph, target, request.Rows, request.Columns, count))
                .MinBy(plan => (plan.PeakBytes, plan.Macs))!;
    }

    private static bool Fits(Plan plan, PlanLimits limits)
    {
        return plan.PeakBytes <= (limits.SramBytes ?? int.MaxValue) && plan.Overhead <= (limits.MaxOverhead ?? double.PositiveInfinity);
    }

    private static string Describe(Plan plan) => FormattableString.Invariant($"{plan.PeakBytes} B ({ByteSize.Format(plan.PeakBytes)}) at {plan.Overhead:0.000} x the MACs");

    private static string Describe(PlanLimits limits)
    {
        IEnumerable<string> parts =
        [
            .. limits.SramBytes is { } sram ? [$"--sram {ByteSize.Format(sram)}"] : Array.Empty<string>(),
            .. limits.MaxOverhead is { } overhead ? [FormattableString.Invariant($"--max-overhead {overhead:0.###}")] : Array.Empty<string>(),
        ];
        return string.Join(" and ", parts);
    }
}
