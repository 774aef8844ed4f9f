// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>What every list of class names keeps.</summary>
internal static class ClassList
{
    /// <summary>What is wrong with the list; null when nothing is.</summary>
    public static string? Problem(IReadOnlyList<string> classes)
    {
        if (classes.Count < 2)
        {
            return "classes names fewer than two classes";
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
