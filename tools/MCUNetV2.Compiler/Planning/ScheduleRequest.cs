// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>A schedule by name: <c>auto</c>, <c>layers</c>, <c>stream</c>, <c>patches:RxC</c> or <c>patches:RxC:n</c>.</summary>
public abstract partial record ScheduleRequest
{
    /// <summary>What can be asked for, for help texts and errors.</summary>
    public const string Syntax = "auto, layers, stream, patches:RxC or patches:RxC:n (the first n operators)";

    private ScheduleRequest()
    {
    }

    /// <summary>The request; null when the text is none.</summary>
    public static ScheduleRequest? TryParse(string text)
    {
        if (text is "auto" or "layers" or "stream")
        {
            return text switch { "layers" => new Layers(), "stream" => new Stream(), _ => new Auto() };
        }

        Match match = PatchesPattern().Match(text);
        if (!match.Success || !TryNumber(match.Groups[1].Value, out int rows) || !TryNumber(match.Groups[2].Value, out int columns))
        {
            return null;
        }

        if (!match.Groups[3].Success)
        {
            return new Patches(rows, columns, null);
        }

        return TryNumber(match.Groups[3].Value, out int operators) ? new Patches(rows, columns, operators) : null;
    }

    /// <summary>The plans that answer the request, and the choice among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More operators in patches than the model has.</exception>
    public abstract PlanResult Resolve(ModelGraph graph, Target target, PlanLimits limits);

    /// <summary>The text that asks for it.</summary>
    public sealed override string ToString() => this switch
    {
        Layers => "layers",
        Stream => "stream",
        Patches { Operators: { } operators } patches => $"patches:{patches.Rows}x{patches.Columns}:{operators}",
        Patches patches => $"patches:{patches.Rows}x{patches.Columns}",
        _ => "auto",
    };

    private static bool TryNumber(string digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= AxisSimulation.MostSteps;

    private static PlanResult Single(Plan plan, PlanLimits limits) => new([plan], limits.Allow(plan) ? plan : null);

    [GeneratedRegex(@"^patches:(\d+)x(\d+)(?::(\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex PatchesPattern();

    /// <summary>Whatever the planner finds best within the limits.</summary>
    public sealed record Auto : ScheduleRequest
    {
        public override PlanResult Resolve(ModelGraph graph, Target target, PlanLimits limits) => Planner.Plan(graph, target, limits);
    }

    /// <summary>Every operator over its whole tensors.</summary>
    public sealed record Layers : ScheduleRequest
    {
        public override PlanResult Resolve(ModelGraph graph, Target target, PlanLimits limits) => Single(Schedules.Layers(graph, target), limits);
    }

    /// <summary>Rows and columns streamed, nothing recomputed.</summary>
    public sealed record Stream : ScheduleRequest
    {
        public override PlanResult Resolve(ModelGraph graph, Target target, PlanLimits limits) => Planner.Stream(graph, target, limits);
    }

    /// <summary>Classic MCUNetV2: a grid over the first operators, halos recomputed.</summary>
    /// <param name="Operators">How many, the input not counted; null for the number with the smallest peak.</param>
    public sealed record Patches(int Rows, int Columns, int? Operators) : ScheduleRequest
    {
        public override PlanResult Resolve(ModelGraph graph, Target target, PlanLimits limits)
        {
            if (Operators is { } operators)
            {
                return Single(Schedules.Patches(graph, target, Rows, Columns, operators), limits);
            }

            Plan best = Enumerable.Range(1, graph.Operators.Length - 1)
                .AsParallel().AsOrdered()
                .Select(n => Schedules.Patches(graph, target, Rows, Columns, n))
                .MinBy(plan => (plan.PeakBytes, plan.Macs))!;
            return Single(best, limits);
        }
    }
}
