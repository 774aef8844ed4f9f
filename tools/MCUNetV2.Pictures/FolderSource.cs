using System.Text;

namespace MCUNetV2.Pictures;

/// <summary>
/// One folder a class, either directly (a tenth of the pictures is then held back for validation, chosen by name)
/// or inside the folders <c>train</c> and <c>val</c>.
/// </summary>
public sealed class FolderSource(string directory, IReadOnlyList<string> classes, PictureIntake intake) : IPictureSource
{
    private const int ValidationShare = 10;

    public IEnumerable<PictureFile> Read()
    {
        string train = Path.Combine(directory, "train");
        string validation = Path.Combine(directory, "val");
        return Directory.Exists(train) && Directory.Exists(validation)
            ? ReadFolder(train, _ => false).Concat(ReadFolder(validation, _ => true))
            : ReadFolder(directory, IsHeldBack);
    }

    private IEnumerable<PictureFile> ReadFolder(string folder, Func<string, bool> isValidation)
    {
        for (int label = 0; label < classes.Count; label++)
        {
            foreach (string file in PictureFolder.Find(ClassFolder(folder, classes[label]), intake))
            {
                string name = Path.GetRelativePath(directory, file).Replace('\\', '/');
                if (intake.Read(file, name) is { } encoded)
                {
                    yield return new PictureFile(name, label, isValidation(name), Path.GetFileName(Path.GetFullPath(directory)), "folder", encoded);
                }
            }
        }
    }

    private static string ClassFolder(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (name is "" or "." or ".." || name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || !Directory.Exists(path))
        {
            string found = string.Join(", ", Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Where(entry => !entry!.StartsWith('.')).Order());
            throw new InvalidDataException(
                $"{folder}: no folder for the class \"{name}\" (found: {found}); --classes names the folders in the order of the outputs");
        }

        return new DirectoryInfo(path).LinkTarget is null
            ? path
            : throw new InvalidDataException($"{path}: a symbolic link, which is not followed; put the pictures there, or name the folder that holds the class folders");
    }

    private static bool IsHeldBack(string name) => Fnv1a(name) % ValidationShare == 0;

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
