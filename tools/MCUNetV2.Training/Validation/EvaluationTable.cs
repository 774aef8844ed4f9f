// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Training.Validation;

/// <summary>An evaluation as text.</summary>
internal static class EvaluationTable
{
    private const int Examples = 8;

    public static void Write(TextWriter writer, string title, Evaluation evaluation)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {evaluation.Accuracy:P2} of {evaluation.Count} right"));
        foreach ((string origin, (int right, int count)) in evaluation.ByOrigin.OrderByDescending(entry => entry.Value.Count))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {right / (double)count,8:P2} of {count,5}  {origin}"));
        }

        for (int label = 0; label < evaluation.Confusion.Length; label++)
        {
            writer.WriteLine($"  label {label}: answers {string.Join(" ", evaluation.Confusion[label])}");
        }

        int step = Math.Max(1, evaluation.Wrong.Count / Examples);
        writer.WriteLine($"  wrong, for example: {string.Join(", ", evaluation.Wrong.Where((_, i) => i % step == 0).Take(Examples))}");
    }
}
