// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Networks.Search;

/// <summary>What a search found.</summary>
/// <param name="Finalists">By falling score, all within the limits; no two share an outline (<see cref="NetworkGenes.Outline"/>).</param>
/// <param name="Screened">Networks that were looked at.</param>
/// <param name="Planned">Networks that the planner was asked about.</param>
/// <param name="Fitting">Those for which it found a schedule within the limits.</param>
public sealed record SearchResult(ImmutableArray<Finalist> Finalists, int Screened, int Planned, int Fitting);
