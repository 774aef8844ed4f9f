// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Output;

/// <summary>Sizes as people write them: <c>16384</c>, <c>16384B</c>, <c>16KiB</c>, <c>0.5MiB</c>.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Bytes)[] Units = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1), ("", 1)];

    /// <exception cref="FormatException">Not a size.</exception>
    public static int Parse(string text)
    {
        string trimmed = text.Trim();
        (string unit, int factor) = Array.Find(Units, unit => trimmed.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        string number = trimmed[..^unit.Length].TrimEnd();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || value * factor > int.MaxValue)
        {
            throw new FormatException($"\"{text}\" is not a size; write bytes or KiB, for example 16384 or 16KiB");
        }

        return (int)(value * factor);
    }

    /// <summary>For people: <c>512 B</c>, <c>13.4 KiB</c>, <c>1,372 KiB</c>.</summary>
    public static string Format(long bytes)
    {
        return bytes < 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:#,##0.0} KiB");
    }
}
