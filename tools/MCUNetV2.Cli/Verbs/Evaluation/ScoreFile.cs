// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>
/// Scores as CSV: the header is <c>file</c> and the class names, each line a picture's name and one probability a class.
/// <c>train --soft-labels</c> reads it.
/// </summary>
internal static class ScoreFile
{
    public static string Write(IReadOnlyList<string> classes, IEnumerable<(string Name, double[] Probabilities)> scores)
    {
        StringBuilder text = new();
        text.Append("file,").AppendJoin(',', classes.Select(Quote)).Append('\n');
        foreach ((string name, double[] probabilities) in scores)
        {
            text.Append(Quote(name)).Append(',');
            text.AppendJoin(',', probabilities.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string field)
    {
        return field.AsSpan().IndexOfAny(',', '"') < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
