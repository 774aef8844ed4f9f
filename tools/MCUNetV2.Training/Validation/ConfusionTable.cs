// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Validation;

/// <summary>Which class is taken for which, as text.</summary>
internal static class ConfusionTable
{
    private const string Corner = "is \\ called";
    private const int LongestName = 24;

    /// <param name="classes">Names.</param>
    /// <param name="counts">Row = label, column = answer.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string> classes, int[][] counts)
    {
        string[] names = [.. classes.Select(name => name.Length <= LongestName ? name : name[..LongestName])];
        int first = Math.Max(Corner.Length, names.Max(name => name.Length));
        int[] widths = [.. names.Select((name, column) => Math.Max(name.Length, counts.Max(row => row[column]).ToString().Length))];
        writer.WriteLine($"  {Corner.PadRight(first)}  {string.Join("  ", names.Select((name, column) => name.PadLeft(widths[column])))}");
        for (int label = 0; label < names.Length; label++)
        {
            writer.WriteLine($"  {names[label].PadRight(first)}  {string.Join("  ", counts[label].Select((count, column) => count.ToString().PadLeft(widths[column])))}");
        }
    }
}
