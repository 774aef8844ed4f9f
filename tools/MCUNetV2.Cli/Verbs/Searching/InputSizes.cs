// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>Input sizes as people write them: <c>80</c>, or <c>64..112</c> for every eighth pixel between.</summary>
internal static class InputSizes
{
    private const int Least = 16;
    private const int Most = 320;
    private const int Granularity = 8;

    /// <summary>In rising order; null when the text means none.</summary>
    public static IReadOnlyList<int>? TryParse(string text)
    {
        string[] ends = text.Split("..");
        if (ends.Length > 2 || !TryParse(ends[0], out int first) || !TryParse(ends[^1], out int last))
        {
            return null;
        }

        int[] sizes = ends.Length == 1 ? [first] : [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(size => size % Granularity == 0)];
        return sizes.Length > 0 ? sizes : null;
    }

    private static bool TryParse(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= Least and <= Most;
}
