// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;

namespace MCUNetV2.Networks.Search;

/// <summary>How long to search.</summary>
/// <param name="Plans">Networks that the planner is asked about.</param>
/// <param name="Finalists">Networks to come out with.</param>
/// <param name="Seed">Seed of everything random.</param>
public sealed record SearchOptions(int Plans, int Finalists, int Seed)
{
    /// <summary>The processor, and how long an inference may take it; null for any.</summary>
    public TimeLimit? Time { get; init; }

    /// <summary>Tells the accuracy of a network, 0 to 1; null to judge by <see cref="StructuralEntropy"/>.</summary>
    public Func<NetworkGenes, double>? Judge { get; init; }

    /// <summary>A network to judge first, and smaller ones like it; null for any.</summary>
    public NetworkGenes? First { get; init; }

    /// <summary>What earlier runs of the same search found out; null to begin anew.</summary>
    public TrialJournal? Journal { get; init; }
}
