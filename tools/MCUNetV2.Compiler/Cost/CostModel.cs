// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Compiler.Cost;

/// <summary>
/// What the kernels of a target take, in instructions: a number for each thing that they do over and over (<see cref="CostTerms"/>), fitted by
/// tools/MCUNetV2.CostFit from what the simulated target executed, call by call.
/// </summary>
public sealed class CostModel
{
    private const string Folder = "MCUNetV2.Compiler.Cost.Targets.";

    /// <summary>What an output is taken to cost whose operator was never measured.</summary>
    private const double UnknownOutput = 20;

    private static readonly ConcurrentDictionary<string, CostModel?> Found = [];

    private readonly IReadOnlyDictionary<string, double> _instructions;
    private readonly ConditionalWeakTable<Plan, PlanCost> _costs = [];

    public CostModel(CostFile file)
    {
        Target = file.Target;
        TypicalError = file.TypicalError;
        _instructions = file.Instructions;
    }

    /// <summary>The target's name.</summary>
    public string Target { get; }

    /// <summary>Share by which a prediction of a whole inference is off: the mean over networks that were not used for the fit.</summary>
    public double TypicalError { get; }

    /// <summary>The model of a target; null where there is none.</summary>
    public static CostModel? Find(string target) => Found.GetOrAdd(target, Read);

    private static CostModel? Read(string target)
    {
        using Stream? stream = typeof(CostModel).Assembly.GetManifestResourceStream($"{Folder}{target}.json");
        return stream is null ? null : new CostModel(JsonSerializer.Deserialize<CostFile>(stream, CostFile.Format)!);
    }

    /// <summary>Instructions of one inference.</summary>
    public PlanCost Of(Plan plan) => _costs.GetValue(plan, Predict);

    private PlanCost Predict(Plan plan)
    {
        PlanWork work = new(plan);
        return new PlanCost([.. work.Operators().Select(Of)], Of(work.Walk()));
    }

    /// <summary>Instructions of a piece of work.</summary>
    private double Of(CostTerms terms)
    {
        double sum = 0;
        foreach ((string term, double amount) in terms.Amounts)
        {
            sum += amount * (_instructions.TryGetValue(term, out double each) ? each : term.EndsWith(": output", StringComparison.Ordinal) ? UnknownOutput : 0);
        }

        return sum;
    }
}

/// <summary>Predicted instructions of an inference.</summary>
/// <param name="Operators">Of each operator, in the graph's order.</param>
/// <param name="Walk">Of what the engine does between them, the writing of the input included.</param>
public sealed record PlanCost(ImmutableArray<double> Operators, double Walk)
{
    /// <summary>Of all.</summary>
    public long Instructions => (long)Math.Round(Operators.Sum() + Walk);
}

/// <summary>A target's numbers as they lie in Cost/Targets.</summary>
/// <param name="Written">By what.</param>
/// <param name="TypicalError">See <see cref="CostModel.TypicalError"/>.</param>
/// <param name="Instructions">Of each thing.</param>
public sealed record CostFile(string Written, string Target, double TypicalError, IReadOnlyDictionary<string, double> Instructions)
{
    /// <summary>How the files are written.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
