// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Optimization;

/// <summary>
/// What a checkpoint was made with: a training goes on only with the same. Only the number of epochs may change between runs: a schedule can be
/// cut short or stretched.
/// </summary>
internal static class TrainingFingerprint
{
    /// <param name="configurationPath">The network's configuration.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="data">Every picture, its label and its split count, in their order.</param>
    /// <param name="files">Other files that training learns from, by content; null for those that are not used.</param>
    /// <param name="settings">Everything else that the command line says about learning, the order of the classes included.</param>
    public static string Of(string configurationPath, TrainingOptions options, DataSet data, IEnumerable<FileInfo?> files, IEnumerable<string> settings) => Of(
        configurationPath,
        options,
        data.Training.Concat(data.Validation).Select(picture => (string.Create(CultureInfo.InvariantCulture, $"{picture.Name}:{picture.Label}"), picture.Pixels)),
        files,
        settings);

    /// <inheritdoc cref="Of(string, TrainingOptions, DataSet, IEnumerable{FileInfo?}, IEnumerable{string})"/>
    /// <param name="pictures">Every picture: its name and what is known of it, and its pixels.</param>
    public static string Of(
        string configurationPath, TrainingOptions options, IEnumerable<(string Text, byte[] Pixels)> pictures, IEnumerable<FileInfo?> files, IEnumerable<string> settings)
    {
        return Of(
            [
                InputFile.ReadText(configurationPath),
                (options with { Epochs = 0 }).ToString(),
                .. files.Select(file => file is null ? "" : OfFile(file.FullName)),
                .. settings,
            ],
            pictures);
    }

    /// <summary>Of texts and pictures alone.</summary>
    public static string Of(IEnumerable<string> settings, IEnumerable<(string Text, byte[] Pixels)> pictures)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string setting in settings)
        {
            Add(hash, setting);
        }

        foreach ((string text, byte[] pixels) in pictures)
        {
            Add(hash, text);
            hash.AppendData(pixels);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Of a file's content.</summary>
    public static string OfFile(string path) => Convert.ToHexString(SHA256.HashData(InputFile.Read(path)));

    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length)); // so that "a", "b" is not "ab"
        hash.AppendData(bytes);
    }
}
