// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>Files that a data set's listing names.</summary>
internal static class DataSetPath
{
    /// <exception cref="InvalidDataException">The name, or a symbolic link on the way, leads out of the data set.</exception>
    public static string Inside(string directory, string name, string listing)
    {
        string root = Path.GetFullPath(directory);
        string? path = name.Contains('\0') ? null : Path.GetFullPath(Path.Combine(root, name));
        if (path is null || !path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{directory}: {listing} lists \"{name}\", which is no file inside the data set");
        }

        for (string part = path; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                throw new InvalidDataException($"{directory}: {listing} lists \"{name}\", which is or lies behind a symbolic link; these are not followed");
            }
        }

        return FileKind.IsSpecial(path)
            ? throw new InvalidDataException($"{directory}: {listing} lists \"{name}\", which is a pipe or a device")
            : path;
    }
}
