// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Remote;

namespace MCUNetV2.Cli.Targets;

/// <summary>How long an inference would take on the chip: an estimate from the executed instructions and what others measured an instruction to take.</summary>
/// <param name="LeastMilliseconds">Of one inference.</param>
/// <param name="MostMilliseconds">Likewise.</param>
/// <param name="LeastTicks">Of the clock, an instruction.</param>
/// <param name="MostTicks">Likewise.</param>
internal sealed record TimeEstimate(double LeastMilliseconds, double MostMilliseconds, double LeastTicks, double MostTicks, long ClockHertz)
{
    /// <returns>Null where nothing is known of the target.</returns>
    public static TimeEstimate? Of(TargetMachine? machine, long? instructions) => machine?.Ticks is { } ticks && instructions is { } count
        ? new TimeEstimate(Milliseconds(count * ticks.Least, ticks.Hertz), Milliseconds(count * ticks.Most, ticks.Hertz), ticks.Least, ticks.Most, ticks.Hertz)
        : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"estimate, {LeastTicks:0.00} to {MostTicks:0.00} ticks an instruction: {LeastMilliseconds:0.0} to {MostMilliseconds:0.0} ms at {ClockHertz / 1e6:0} MHz");

    private static double Milliseconds(double ticks, long hertz) => Math.Round(1000 * ticks / hertz, 3);
}
