// SPDX-License-Identifier: MIT
using System.IO.Enumeration;
using System.Security.Cryptography;
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;
using MCUNetV2.Networks;

namespace MCUNetV2.Cli.Verbs.PublicModels;

/// <summary>A model that somebody published.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Licence">As stated there.</param>
/// <param name="Sha256">Of the file, so that everybody measures the same one.</param>
internal sealed record PublicModel(string Name, string Title, string Source, string Licence, string Sha256);

/// <summary>A list of published models as JSON, and the files of them that somebody has.</summary>
internal static class ModelList
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 };

    /// <exception cref="InvalidDataException">It is none; the message begins with the file and says why.</exception>
    public static IReadOnlyList<PublicModel> Read(string file)
    {
        static void Validate(IReadOnlyList<PublicModel?> models)
        {
            if (models.Contains(null))
            {
                throw new InvalidDataException("a model is null");
            }
        }

        return [.. JsonFile.Load<IReadOnlyList<PublicModel?>>(file, Validate).OfType<PublicModel>()];
    }

    /// <summary>Files of folders, and of folders in them, by their sum. Links to folders are not followed, pipes and devices not opened.</summary>
    /// <exception cref="CliException">A folder is none.</exception>
    public static IReadOnlyDictionary<string, string> Files(IEnumerable<string> folders)
    {
        Dictionary<string, string> files = [];
        foreach (string file in folders.SelectMany(Find).Where(file => !FileKind.IsSpecial(file)).Order(StringComparer.Ordinal))
        {
            files.TryAdd(Convert.ToHexStringLower(SHA256.HashData(InputFile.Read(file))), file);
        }

        return files;
    }

    private static FileSystemEnumerable<string> Find(string folder) => !Directory.Exists(folder)
        ? throw new CliException(ExitCode.InvalidFile, $"{(folder.Length == 0 ? "\"\"" : folder)}: no such directory")
        : new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), Everywhere)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.EndsWith(".tflite", StringComparison.Ordinal),
        };
}
