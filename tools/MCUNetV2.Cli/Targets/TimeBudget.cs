// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Remote;

namespace MCUNetV2.Cli.Targets;

/// <summary>What a target's time is: instructions as they are predicted, and milliseconds as they are estimated from these.</summary>
/// <param name="Costs">What its kernels take.</param>
/// <param name="Ticks">Of its clock, an instruction.</param>
/// <param name="MostInstructions">That an inference may take; null for any number.</param>
internal sealed record TimeBudget(CostModel Costs, TickRange Ticks, long? MostInstructions)
{
    private const double PerSecond = 1000; // milliseconds

    /// <summary>Instructions that surely take no longer than so many milliseconds: each as long as they may.</summary>
    public static long InstructionsIn(double milliseconds, TickRange ticks) => (long)(milliseconds / PerSecond * ticks.Hertz / ticks.Most);

    /// <summary>Limits on plans.</summary>
    public PlanLimits Limit(PlanLimits limits) => limits with { InstructionsOf = plan => Costs.Of(plan).Instructions, MostInstructions = MostInstructions };

    /// <summary>What a plan is predicted to take.</summary>
    public PredictedTime Of(Plan plan)
    {
        long instructions = Costs.Of(plan).Instructions;
        return new PredictedTime(instructions, Milliseconds(instructions, Ticks.Least), Milliseconds(instructions, Ticks.Most), Ticks.Hertz);
    }

    private double Milliseconds(long instructions, double ticks) => Math.Round(instructions * ticks / Ticks.Hertz * PerSecond, 3);
}

/// <summary>Time of an inference, before anything was run.</summary>
/// <param name="Instructions">Predicted.</param>
/// <param name="LeastMilliseconds">An estimate, at what an instruction takes at least.</param>
/// <param name="MostMilliseconds">Likewise, at most.</param>
/// <param name="ClockHertz">Of the processor.</param>
internal sealed record PredictedTime(long Instructions, double LeastMilliseconds, double MostMilliseconds, long ClockHertz)
{
    /// <summary>For people: a range of milliseconds.</summary>
    public string Milliseconds => string.Create(CultureInfo.InvariantCulture, $"{LeastMilliseconds:0.0} to {MostMilliseconds:0.0} ms at {Frequency.Format(ClockHertz)}");
}
