namespace MCUNetV2.Training.Data;

/// <summary>Recognises the form of a data set.</summary>
internal static class PictureSource
{
    /// <summary>Opens a manifest with tar files, or folders by class.</summary>
    /// <exception cref="InvalidDataException">The directory has neither form.</exception>
    public static IPictureSource Open(string directory, IReadOnlyList<string> classes)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidDataException($"{directory}: no such directory");
        }

        return File.Exists(Path.Combine(directory, ManifestSource.FileName))
            ? new ManifestSource(directory, classes.Count)
            : new FolderSource(directory, classes);
    }
}
