// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Output;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>What <c>search</c> says.</summary>
/// <param name="Limits">What every finalist keeps.</param>
/// <param name="Screened">Networks looked at.</param>
/// <param name="Planned">Networks that the planner was asked about.</param>
/// <param name="Fitting">Those for which it found a schedule within the limits.</param>
/// <param name="Given">The network around which was searched; null when a space was given.</param>
/// <param name="Finalists">The best first.</param>
/// <param name="Output">The file that the first was written to.</param>
internal sealed record SearchReport(
    BudgetConfiguration Limits, int Screened, int Planned, int Fitting, FinalistReport? Given, ImmutableArray<FinalistReport> Finalists, string Output);

/// <summary>A network of a search.</summary>
/// <param name="Score">See <see cref="StructuralEntropy"/>.</param>
/// <param name="DepthToWidth">See <see cref="StructuralEntropy.DepthToWidth"/>.</param>
/// <param name="Accuracy">Share of right answers on the validation pictures after a short training, 0 to 1; null when it was not trained so far.</param>
/// <param name="Macs">Executed, recomputed halos included.</param>
/// <param name="SramBytes">Everything counted.</param>
/// <param name="FlashBytes">Of the package.</param>
/// <param name="Patches">Native calls of one inference.</param>
/// <param name="Schedule">Operators and patches of each stage, in order.</param>
/// <param name="Configuration">What training takes.</param>
internal sealed record FinalistReport(
    double Score, double DepthToWidth, double? Accuracy, long Macs, int SramBytes, int FlashBytes, int Patches, string Schedule, NetworkConfiguration Configuration)
{
    public static FinalistReport Create(NetworkConfiguration network, DeployedModel deployment, double? accuracy)
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
            network);
    }
}
