// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Quantization;

/// <summary>
/// Which class a picture shows, by the folder that it lies in: one that is named after the class's number (for those who have pictures of some of a thousand
/// classes), or, where there are as many folders as classes, their order.
/// </summary>
internal sealed class FolderLabels
{
    private readonly string _root;
    private readonly IReadOnlyDictionary<string, int> _numbers;

    /// <param name="root">The folder of the class folders.</param>
    /// <param name="classes">Class folders in the order of the network's outputs; null for the order of their names.</param>
    /// <param name="outputs">How many classes there are.</param>
    /// <exception cref="CliException">A folder of <paramref name="classes"/> is not there, or they are not as many as the outputs.</exception>
    public FolderLabels(string root, IReadOnlyList<string>? classes, int outputs)
    {
        _root = root;
        string[] folders = Directory.Exists(root) ? [.. new DirectoryInfo(root).EnumerateDirectories().Select(folder => folder.Name).Where(name => name[0] != '.').Order(StringComparer.Ordinal)] : [];
        if (classes?.FirstOrDefault(name => !folders.Contains(name)) is { } missing)
        {
            throw new CliException(ExitCode.InvalidFile, $"{root}: no folder for the class \"{missing}\" (found: {string.Join(", ", folders)})");
        }

        if (classes is not null && classes.Count != outputs)
        {
            throw new CliException(ExitCode.Usage, $"--classes names {classes.Count}; the network has {outputs}");
        }

        _numbers = folders.Length > 0 && folders.All(name => Number(name) is { } number && number < outputs) ? folders.ToDictionary(name => name, name => Number(name)!.Value)
            : classes is not null || folders.Length == outputs ? (classes ?? folders).Index().ToDictionary(item => item.Item, item => item.Index)
            : new Dictionary<string, int>();
    }

    /// <param name="file">A full path below the root.</param>
    /// <returns>Null where its folder says nothing.</returns>
    public int? Of(string file) => _numbers.TryGetValue(Path.GetRelativePath(_root, file).Split('/', '\\')[0], out int label) ? label : null;

    private static int? Number(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
