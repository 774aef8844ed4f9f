// SPDX-License-Identifier: MIT
namespace MCUNetV2.House.Tests;

/// <summary>Files of the repository, without what builds leave.</summary>
internal static class Sources
{
    private static readonly string[] BuildFolders = ["bin", "obj", "build", "out"];

    /// <summary>Full paths, sorted.</summary>
    /// <param name="pattern">Such as <c>*.cs</c>.</param>
    public static IEnumerable<string> Below(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => BuildFolders.Contains(part) || part.StartsWith('.')))
        .Order(StringComparer.Ordinal);
}
