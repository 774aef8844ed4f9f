namespace MCUNetV2.Pictures;

/// <summary>Recognises the form of a data set.</summary>
public static class PictureSource
{
    /// <summary>Opens a manifest with tar files, pictures with marked objects, or folders by class.</summary>
    /// <exception cref="InvalidDataException">The directory has none of these forms.</exception>
    public static IPictureSource Open(string directory, IReadOnlyList<string> classes)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidDataException($"{directory}: no such directory");
        }

        if (File.Exists(Path.Combine(directory, ManifestSource.FileName)))
        {
            return new ManifestSource(directory, classes.Count);
        }

        return File.Exists(Path.Combine(directory, BoxSource.FileName)) ? new MarkedSource(directory, classes) : new FolderSource(directory, classes);
    }
}
