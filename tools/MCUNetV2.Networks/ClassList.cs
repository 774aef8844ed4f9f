// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>What every list of class names keeps.</summary>
internal static class ClassList
{
    /// <summary>What is wrong with the list; null when nothing is.</summary>
    /// <param name="least">As many classes as there must be: two to tell apart, one to find.</param>
    public static string? Problem(IReadOnlyList<string> classes, int least = 2)
    {
        if (classes.Count < least)
        {
            return least == 2 ? "classes names fewer than two classes" : "classes is empty";
        }

        if (classes.Any(string.IsNullOrWhiteSpace))
        {
            return "classes has a class without a name";
        }

        return classes.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"classes names \"{twice.Key}\" twice"
            : null;
    }
}
