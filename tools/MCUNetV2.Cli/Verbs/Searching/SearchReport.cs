// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>What <c>search</c> says.</summary>
/// <param name="Limits">What every finalist keeps.</param>
/// <param name="Screened">Networks looked at.</param>
/// <param name="Planned">Networks that the planner was asked about.</param>
/// <param name="Fitting">Those for which it found a schedule within the limits.</param>
/// <param name="Given">The network around which was searched, or the one beside which to list what was found; null for none.</param>
/// <param name="Finalists">The best first.</param>
/// <param name="Output">The file that the first was written to.</param>
internal sealed record SearchReport(
    BudgetConfiguration Limits, int Screened, int Planned, int Fitting, FinalistReport? Given, ImmutableArray<FinalistReport> Finalists, string Output)
{
    /// <summary>On which the finalists run; null where none was named.</summary>
    public string? Target { get; init; }

    /// <summary>Instructions of an inference that every finalist keeps; null for any number.</summary>
    public long? MostInstructions { get; init; }

    /// <summary>Pictures by which networks were judged; null where none were.</summary>
    public int? Judged { get; init; }
}

/// <summary>A network of a search.</summary>
/// <param name="Score">See <see cref="StructuralEntropy"/>.</param>
/// <param name="DepthToWidth">See <see cref="StructuralEntropy.DepthToWidth"/>.</param>
/// <param name="Accuracy">Share of right answers with inherited weights, on pictures that nothing was trained on, 0 to 1; null where nobody judged it.</param>
/// <param name="Macs">Executed, recomputed halos included.</param>
/// <param name="SramBytes">Everything counted.</param>
/// <param name="FlashBytes">Of the package.</param>
/// <param name="Patches">Native calls of one inference.</param>
/// <param name="Schedule">Operators and patches of each stage, in order.</param>
/// <param name="Configuration">What training takes.</param>
internal sealed record FinalistReport(
    double Score, double DepthToWidth, double? Accuracy, long Macs, int SramBytes, int FlashBytes, int Patches, string Schedule, NetworkConfiguration Configuration)
{
    /// <summary>What the target is predicted to take for it; null where the search knows no target.</summary>
    public PredictedTime? Time { get; init; }

    /// <summary>File of its configuration; null for one that was not written.</summary>
    public string? File { get; init; }

    /// <summary>File of the weights that it inherited, with which its training begins; null where it has none.</summary>
    public string? Weights { get; init; }

    /// <summary>Where it looks around and where it computes; null when its plan streams nothing.</summary>
    public Redistribution? Redistribution { get; init; }

    /// <param name="time">Of the target; null for none.</param>
    public static FinalistReport Create(NetworkConfiguration network, DeployedModel deployment, double? accuracy, TimeBudget? time)
    {
        IReadOnlyList<LayerBlock> blocks = LayerBlock.Of(network);
        return new FinalistReport(
            StructuralEntropy.Of(blocks),
            StructuralEntropy.DepthToWidth(blocks),
            accuracy,
            deployment.Macs,
            deployment.PeakBytes,
            deployment.FlashBytes,
            deployment.Plan.Patches,
            StageText.Describe(deployment.Plan),
            network)
        {
            Time = time?.Of(deployment.Plan),
            Redistribution = Redistribution.Of(deployment.Plan),
        };
    }
}
