using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Options;

/// <summary>From what the person asked for to plans, with the message when there is none.</summary>
internal static class PlanSelector
{
    /// <returns>Plans, of which one is chosen.</returns>
    /// <exception cref="CliException">The schedule does not exist for this model, or none meets the limits: the nearest is named.</exception>
    public static PlanResult Resolve(ModelGraph graph, Target target, ScheduleRequest request, PlanLimits limits)
    {
        int most = graph.Operators.Length - 1;
        if (request is ScheduleRequest.Patches { Operators: { } operators } && operators > most)
        {
            throw new CliException(ExitCode.Usage, $"--schedule: {operators} operators in patches, and the model has {most} after its input");
        }

        PlanResult result = request.Resolve(graph, target, limits);
        return result.Chosen is not null
            ? result
            : throw new CliException(ExitCode.Infeasible, $"no schedule meets {Describe(limits)}; the nearest needs {Describe(result.Nearest(limits))}");
    }

    private static string Describe(Plan plan)
    {
        return FormattableString.Invariant($"{plan.PeakBytes} B ({ByteSize.Format(plan.PeakBytes)}) at {plan.Overhead:0.000} x the MACs");
    }

    private static string Describe(PlanLimits limits)
    {
        List<string> parts = [];
        if (limits.SramBytes is { } sram)
        {
            parts.Add($"--sram {ByteSize.Format(sram)}");
        }

        if (limits.MaxOverhead is { } overhead)
        {
            parts.Add(FormattableString.Invariant($"--max-overhead {overhead:0.###}"));
        }

        return string.Join(" and ", parts);
    }
}
