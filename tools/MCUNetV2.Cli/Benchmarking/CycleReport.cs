namespace MCUNetV2.Cli.Benchmarking;

/// <summary>How long an inference would take on the real processor: an estimate from the executed instructions, without wait states.</summary>
/// <param name="Cycles">Of one inference.</param>
/// <param name="CyclesPerMac">The same for each multiply-accumulate.</param>
/// <param name="ClockHertz">Of the processor, as asked for or the target's.</param>
internal sealed record CycleReport(long Cycles, double CyclesPerMac, long ClockHertz)
{
    /// <summary>At that clock.</summary>
    public double Milliseconds => Math.Round(1000.0 * Cycles / ClockHertz, 3);
}
