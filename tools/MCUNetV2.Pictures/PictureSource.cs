// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>Recognises the form of a data set.</summary>
public static class PictureSource
{
    /// <summary>
    /// What a data set calls its classes: its class folders in the order of their names when there are as many as asked for, the numbers of a
    /// manifest; null when neither.
    /// </summary>
    public static string[]? FindClasses(string directory, int count)
    {
        if (File.Exists(Path.Combine(directory, ManifestSource.FileName)))
        {
            return [.. Enumerable.Range(0, count).Select(label => $"class {label}")];
        }

        string train = Path.Combine(directory, "train");
        string folder = Directory.Exists(train) && Directory.Exists(Path.Combine(directory, "val")) ? train : directory;
        string[] names = Directory.Exists(folder) ? [.. new DirectoryInfo(folder).EnumerateDirectories().Select(entry => entry.Name).Where(name => name[0] != '.').Order(StringComparer.Ordinal)] : [];
        return names.Length == count ? names : null;
    }

    /// <summary>Opens a manifest with tar files, pictures with marked objects, or folders by class.</summary>
    /// <param name="classes">Names, in the order of a model's outputs.</param>
    /// <param name="intake">Told of what cannot be read.</param>
    /// <exception cref="InvalidDataException">The directory has none of these forms.</exception>
    public static IPictureSource Open(string directory, IReadOnlyList<string> classes, PictureIntake intake)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidDataException($"{directory}: no such directory");
        }

        foreach (string listing in new[] { ManifestSource.FileName, BoxSource.FileName })
        {
            if (FileKind.IsSpecial(Path.Combine(directory, listing)))
            {
                throw new InvalidDataException($"{directory}: {listing} is a pipe or a device; a file is needed");
            }
        }

        if (File.Exists(Path.Combine(directory, ManifestSource.FileName)))
        {
            return new ManifestSource(directory, classes.Count);
        }

        if (classes.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"the class \"{twice.Key}\" is named twice; each is one output");
        }

        return BoxSources.IsIn(directory) ? new MarkedSource(directory, classes, intake) : new FolderSource(directory, classes, intake);
    }
}
