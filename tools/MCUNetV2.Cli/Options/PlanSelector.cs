// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Options;

/// <summary>From what the person asked for to plans, with the message when there is none.</summary>
internal static class PlanSelector
{
    /// <param name="board">Whose SRAM is the limit; null when it was asked for.</param>
    /// <returns>Plans, of which one is chosen.</returns>
    /// <exception cref="CliException">The schedule does not exist for this model, or none meets the limits: the nearest is named.</exception>
    public static PlanResult Resolve(ModelGraph graph, Target target, ScheduleRequest request, PlanLimits limits, string? board = null)
    {
        int most = graph.Operators.Length - 1;
        if (request is ScheduleRequest.Patches { Operators: { } operators } && operators > most)
        {
            throw new CliException(ExitCode.Usage, $"--schedule: {operators} operators in patches, and the model has {most} after its input");
        }

        PlanResult result = request.Resolve(graph, target, limits);
        return result.Chosen is not null
            ? result
            : throw new CliException(ExitCode.Infeasible, $"no schedule meets {Describe(limits, board)}; the nearest needs {Describe(result.Nearest(limits), limits)}{Excess(result.Nearest(limits), limits, board)}");
    }

    private static string Describe(Plan plan, PlanLimits limits)
    {
        string time = limits is { MostInstructions: not null, InstructionsOf: { } of } ? FormattableString.Invariant($" and {of(plan):#,##0} instructions") : "";
        return FormattableString.Invariant($"{plan.PeakBytes} B ({ByteSize.Format(plan.PeakBytes)}) at {plan.Overhead:0.000} x the MACs{time}");
    }

    /// <summary>By how much a board is too small, and what would fit.</summary>
    private static string Excess(Plan nearest, PlanLimits limits, string? board) => board is null || nearest.PeakBytes <= limits.SramBytes
        ? ""
        : $": {nearest.PeakBytes - limits.SramBytes} B too many; a smaller input or network that plans within {limits.SramBytes} B fits";

    private static string Describe(PlanLimits limits, string? board)
    {
        List<string> parts = [];
        if (limits.SramBytes is { } sram)
        {
            parts.Add(board is null ? $"--sram {ByteSize.Format(sram)}" : $"the {ByteSize.Format(sram)} of SRAM that {board} has for it");
        }

        if (limits.MaxOverhead is { } overhead)
        {
            parts.Add(FormattableString.Invariant($"--max-overhead {overhead:0.###}"));
        }

        if (limits.MostInstructions is { } instructions)
        {
            parts.Add(FormattableString.Invariant($"{instructions:#,##0} instructions"));
        }

        return string.Join(" and ", parts);
    }
}
