// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// One folder a class, either directly (a tenth of each class, one picture at least, is then held back for validation, chosen by name)
/// or inside the folders <c>train</c> and <c>val</c>.
/// </summary>
public sealed class FolderSource(string directory, IReadOnlyList<string> classes, PictureIntake intake) : IPictureSource
{
    /// <summary>Where its labels come from.</summary>
    public const string Origin = "folder";

    private const int ValidationShare = 10;

    public IEnumerable<PictureFile> Read()
    {
        string train = Path.Combine(directory, "train");
        string validation = Path.Combine(directory, "val");
        return Directory.Exists(train) && Directory.Exists(validation)
            ? ReadFolder(train, _ => []).Concat(ReadFolder(validation, names => names))
            : ReadFolder(directory, HeldBack);
    }

    private IEnumerable<PictureFile> ReadFolder(string folder, Func<IReadOnlyList<string>, IEnumerable<string>> choose)
    {
        for (int label = 0; label < classes.Count; label++)
        {
            string[] names = [.. PictureFolder.Find(ClassFolder(folder, classes[label]), intake).Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))];
            HashSet<string> validation = [.. choose(names)];
            foreach (string name in names)
            {
                if (intake.Read(Path.Combine(directory, name), name) is { } encoded)
                {
                    yield return new PictureFile(name, label, validation.Contains(name), Path.GetFileName(Path.GetFullPath(directory)), Origin, encoded);
                }
            }
        }
    }

    private static string ClassFolder(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (!FileName.IsOnePart(name) || !Directory.Exists(path))
        {
            string found = string.Join(", ", Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Where(entry => !entry!.StartsWith('.')).Order());
            throw new InvalidDataException(
                $"{folder}: no folder for the class \"{name}\" (found: {found}); --classes names the folders in the order of the outputs");
        }

        return new DirectoryInfo(path).LinkTarget is null
            ? path
            : throw new InvalidDataException($"{path}: a symbolic link, which is not followed; put the pictures there, or name the folder that holds the class folders");
    }

    // Drawing each picture by itself would leave small classes without any. A single picture is needed to learn from.
    private static IEnumerable<string> HeldBack(IReadOnlyList<string> names) =>
        names.OrderBy(Fnv1a).ThenBy(name => name, StringComparer.Ordinal).Take(names.Count > 1 ? Math.Max(1, names.Count / ValidationShare) : 0);

    // string.GetHashCode differs from run to run; the split must not.
    private static uint Fnv1a(string text)
    {
        uint hash = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash;
    }
}
