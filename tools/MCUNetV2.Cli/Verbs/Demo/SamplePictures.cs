using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The photographs that the demo shows: folders named after what is in them.</summary>
internal static class SamplePictures
{
    private const string PersonFolder = "person";
    private const string EmptyFolder = "no person";
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    /// <returns>Files, persons and others by turns, so that the LED has something to do.</returns>
    /// <exception cref="CliException">There are none.</exception>
    public static IReadOnlyList<string> Find(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CliException(ExitCode.InvalidFile, $"{directory}: no such directory");
        }

        string[] files =
        [
            .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0
            ? [.. files.GroupBy(IsPerson).SelectMany(group => group.Select((file, index) => (file, index))).OrderBy(item => item.index).Select(item => item.file)]
            : throw new CliException(ExitCode.InvalidFile, $"{directory}: no picture (JPEG, PNG, WebP, BMP)");
    }

    /// <summary>What the picture's folder says; null when it says nothing.</summary>
    public static bool? IsPerson(string file)
    {
        return Path.GetFileName(Path.GetDirectoryName(file)) switch
        {
            PersonFolder => true,
            EmptyFolder => false,
            _ => null,
        };
    }
}
