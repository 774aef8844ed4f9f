// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Boards;

/// <summary>What an inference would take from the battery: an estimate of the time, multiplied by the current that the board's profile states.</summary>
/// <param name="Source">Where the current is from.</param>
internal sealed record EnergyEstimate(double LeastMillijoules, double MostMillijoules, double Milliamperes, double Volts, string Source)
{
    /// <summary>For people.</summary>
    internal string Range => LeastMillijoules == MostMillijoules
        ? string.Create(CultureInfo.InvariantCulture, $"{LeastMillijoules:0.0} mJ")
        : string.Create(CultureInfo.InvariantCulture, $"{LeastMillijoules:0.0} to {MostMillijoules:0.0} mJ");

    /// <param name="least">Milliseconds of an inference, an estimate.</param>
    /// <param name="most">Likewise.</param>
    /// <returns>Null where the profile states no current.</returns>
    public static EnergyEstimate? Of(BoardPower? power, double least, double most) => power is null
        ? null
        : new EnergyEstimate(Millijoules(power, least), Millijoules(power, most), power.ActiveMilliamperes, power.Volts, power.Source);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"estimate, {Milliamperes:0.#} mA at {Volts:0.0#} V ({Source}): {Range} an inference");

    // mA x V x ms = microjoules.
    private static double Millijoules(BoardPower power, double milliseconds) => Math.Round(power.ActiveMilliamperes * power.Volts * milliseconds / 1000, 3);
}
