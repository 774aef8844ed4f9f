using System.Collections.Immutable;
using MCUNetV2.Networks;

namespace MCUNetV2.Cli.Searching;

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
