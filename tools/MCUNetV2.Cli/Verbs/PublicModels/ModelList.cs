// SPDX-License-Identifier: MIT
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;

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
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 };

    /// <exception cref="CliException">It is none.</exception>
    public static IReadOnlyList<PublicModel> Read(string file)
    {
        try
        {
            IReadOnlyList<PublicModel?>? models = JsonSerializer.Deserialize<IReadOnlyList<PublicModel?>>(InputFile.ReadText(file), Options);
            return models is not null && !models.Contains(null)
                ? [.. models.OfType<PublicModel>()]
                : throw new CliException(ExitCode.InvalidFile, $"{file}: a list of models is needed, none of them null");
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{file}: {exception.Message}");
        }
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
