using System.Collections.Immutable;
using System.Text.Json;
using MCUNetV2.Cli.Input;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Cli.Models;

/// <summary>
/// What a .tflite cannot say of its outputs: <c>X.head.json</c> beside <c>X.tflite</c>. A classifier's is
/// <c>{"labels": ["no person", "person"]}</c>; a YOLO detector's is <c>{"classes": 1, "scales": [{"stride": 8, "anchors": [[10, 14], ...]}]}</c>,
/// one scale an output, anchors as width and height in input pixels.
/// </summary>
internal static class HeadFile
{
    private const string Extension = ".head.json";

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="CliException">The file is not as described.</exception>
    public static Head? FindBeside(string modelPath)
    {
        string path = Path.ChangeExtension(modelPath, Extension);
        return File.Exists(path) ? Parse(path, InputFile.Read(path)) : null;
    }

    private static Head Parse(string path, byte[] bytes)
    {
        try
        {
            Content content = JsonSerializer.Deserialize<Content>(bytes, JsonSerializerOptions.Web) ?? new Content(null, null, null);
            return content switch
            {
                { Labels: { Length: > 0 } labels } => new ClassifierHead([.. labels]),
                { Classes: > 0 and int classes, Scales: { Length: > 0 } scales } => new YoloHead(classes, [.. scales.Select(Convert)]),
                _ => throw new JsonException("neither labels nor classes and scales"),
            };
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{path}: not a description of outputs: {exception.Message}");
        }
    }

    private static YoloScale Convert(Scale scale)
    {
        ImmutableArray<(float, float)> anchors = [.. scale.Anchors.Select(pair => pair.Length == 2 ? (pair[0], pair[1]) : throw new JsonException("an anchor is [width, height]"))];
        return new YoloScale(scale.Stride, anchors);
    }

    private sealed record Content(string[]? Labels, int? Classes, Scale[]? Scales);

    private sealed record Scale(int Stride, float[][] Anchors);
}
