// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>Files that a data set's listing names.</summary>
internal static class DataSetPath
{
    /// <exception cref="InvalidDataException">The name leads out of the data set.</exception>
    public static string Inside(string directory, string name, string listing)
    {
        string root = Path.GetFullPath(directory);
        string? path = name.Contains('\0') ? null : Path.GetFullPath(Path.Combine(root, name));
        return path is not null && path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"{directory}: {listing} lists \"{name}\", which is no file inside the data set");
    }
}
