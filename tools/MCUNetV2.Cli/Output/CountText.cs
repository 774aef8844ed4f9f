// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Output;

/// <summary>Numbers of multiply-accumulates or instructions as people write them: <c>12000000</c>, <c>12M</c>, <c>750k</c>.</summary>
internal static class CountText
{
    private static readonly (string Unit, long Factor)[] Units = [("M", 1_000_000), ("k", 1_000), ("", 1)];

    /// <summary>Null when the text is none.</summary>
    public static long? TryParse(string text)
    {
        (string unit, long factor) = Array.Find(Units, unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        return decimal.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value is > 0 and < 1_000_000_000_000
                ? (long)(value * factor)
                : null;
    }
}
