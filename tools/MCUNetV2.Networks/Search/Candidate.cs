// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;

namespace MCUNetV2.Networks.Search;

/// <summary>A network with what closed forms say of it.</summary>
/// <param name="Genes">Its place in the space.</param>
/// <param name="Network">The same as a configuration, the limits as its budget.</param>
/// <param name="Bounds">What it costs at least.</param>
/// <param name="Score">See <see cref="StructuralEntropy"/>; time is in it where the search knows the processor (<see cref="TimeLimit.Weigh"/>).</param>
public sealed record Candidate(NetworkGenes Genes, NetworkConfiguration Network, CostBounds Bounds, double Score)
{
    /// <summary>Share of right answers, 0 to 1; null where nobody judged it.</summary>
    public double? Accuracy { get; init; }
}
