// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Output;

/// <summary>Clocks as people write them: <c>120MHz</c>, <c>80000kHz</c>, <c>120000000</c>.</summary>
internal static class Frequency
{
    private static readonly (string Unit, long Hertz)[] Units = [("GHz", 1_000_000_000), ("MHz", 1_000_000), ("kHz", 1000), ("Hz", 1), ("", 1)];

    /// <returns>Hertz, at least 1.</returns>
    /// <exception cref="FormatException">Not a frequency.</exception>
    public static long Parse(string text)
    {
        string trimmed = text.Trim();
        (string unit, long factor) = Array.Find(Units, unit => trimmed.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        string number = trimmed[..^unit.Length].TrimEnd();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || value * factor is < 1 or > 1e12)
        {
            throw new FormatException($"\"{text}\" is not a clock; write for example 120MHz");
        }

        return (long)(value * factor);
    }

    /// <summary>For people: <c>120 MHz</c>.</summary>
    public static string Format(long hertz) => string.Create(CultureInfo.InvariantCulture, $"{hertz / 1e6:0.###} MHz");
}
