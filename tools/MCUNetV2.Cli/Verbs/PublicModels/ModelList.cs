// SPDX-License-Identifier: MIT
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

    /// <exception cref="CliException">It is none.</exception>
    public static IReadOnlyList<PublicModel> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<PublicModel>>(InputFile.ReadText(file), Options)
                ?? throw new CliException(ExitCode.InvalidFile, $"{file}: holds nothing");
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{file}: {exception.Message}");
        }
    }

    /// <summary>Files of folders, and of folders in them, by their sum.</summary>
    /// <exception cref="DirectoryNotFoundException">A folder is none.</exception>
    public static IReadOnlyDictionary<string, string> Files(IEnumerable<string> folders)
    {
        Dictionary<string, string> files = [];
        foreach (string file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.tflite", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            files.TryAdd(Convert.ToHexStringLower(SHA256.HashData(InputFile.Read(file))), file);
        }

        return files;
    }
}
