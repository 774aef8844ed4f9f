// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Networks.Cost;

/// <summary>The processor on which a network is to run, and how long it may take there.</summary>
/// <param name="Layout">Of its kernels' weights.</param>
/// <param name="Costs">What its kernels take.</param>
/// <param name="MostInstructions">Of one inference; null for any number.</param>
public sealed record TimeLimit(Target Layout, CostModel Costs, long? MostInstructions)
{
    /// <summary>Weight of time in the score, as in MnasNet (Tan et al. 2019), where twice the time is worth 5 % of the accuracy.</summary>
    private const double Exponent = -0.07;

    /// <summary>Instructions of one inference.</summary>
    public long Of(Plan plan) => Costs.Of(plan).Instructions;

    /// <summary>Whether an inference may take so long.</summary>
    public bool Allows(long instructions) => instructions <= (MostInstructions ?? long.MaxValue);

    /// <summary>A score with time in it: of two networks alike the faster one is better.</summary>
    public double Weigh(double score, long instructions) => score * Math.Pow(instructions / (double)(MostInstructions ?? 1_000_000), Exponent);

    /// <summary>Limits on plans: within the SRAM, the fastest.</summary>
    public PlanLimits Limit(int sramBytes) => new(sramBytes) { InstructionsOf = Of, MostInstructions = MostInstructions };
}
