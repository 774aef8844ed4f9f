// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>Recognises the form of a data set.</summary>
public static class PictureSource
{
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
