// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.FewPictures;

/// <summary>Which classes a folder of pictures has: its own folders, or those of its folder train.</summary>
internal static class ClassFolders
{
    private const int MostClasses = 100;

    /// <returns>Names, sorted.</returns>
    /// <exception cref="InvalidDataException">There are fewer than two.</exception>
    public static IReadOnlyList<string> Find(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidDataException($"{directory}: no such directory");
        }

        string train = Path.Combine(directory, "train");
        string place = Directory.Exists(train) && Directory.Exists(Path.Combine(directory, "val")) ? train : directory;
        string[] names = [.. Directory.EnumerateDirectories(place).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
        return names.Length is >= 2 and <= MostClasses
            ? names
            : throw new InvalidDataException(
                $"{place}: has {names.Length} folder{(names.Length == 1 ? "" : "s")}; training needs one folder of pictures for each class, two or more, named as the classes are");
    }
}
