// SPDX-License-Identifier: MIT
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

        if (File.Exists(Path.Combine(directory, ManifestSource.FileName)))
        {
            return new ManifestSource(directory, classes.Count);
        }

        return File.Exists(Path.Combine(directory, BoxSource.FileName)) ? new MarkedSource(directory, classes, intake) : new FolderSource(directory, classes, intake);
    }
}
