using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import.Heads;

/// <summary>Reads a head file; models/heads/README.md describes it.</summary>
public static class HeadFile
{
    private const int MaxClasses = 1000;
    private const int MaxStride = 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="ModelFormatException">The file does not describe a head.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Head Read(string path) => Parse(File.ReadAllText(path));

    /// <inheritdoc cref="Read"/>
    public static Head Parse(string json)
    {
        Document document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"not a head file: line {(e.LineNumber ?? 0) + 1} is not what models/heads/README.md describes", e);
        }

        return document.Kind switch
        {
            "classifier" => Classifier(document),
            "yolo" => Yolo(document),
            _ => throw new ModelFormatException($"not a head file: kind is '{document.Kind}'; 'classifier' and 'yolo' are known"),
        };
    }

    private static ClassifierHead Classifier(Document document) =>
        document.Labels is { Length: > 0 } labels && labels.All(l => !string.IsNullOrEmpty(l) && !l.Contains('\0'))
            ? new ClassifierHead([.. labels])
            : throw new ModelFormatException("the head has no labels, or an empty one");

    private static YoloHead Yolo(Document document)
    {
        if (document.Classes is < 1 or > MaxClasses || document.Scales is not { Length: > 0 } scales)
        {
            throw new ModelFormatException($"the head needs classes (1 to {MaxClasses}) and scales, one for each output");
        }

        return new YoloHead(document.Classes, [.. scales.Select(Scale)]);
    }

    private static YoloScale Scale(ScaleDocument? scale)
    {
        if (scale is not { Stride: >= 1 and <= MaxStride, Anchors.Length: > 0 } ||
            scale.Anchors!.Any(a => a is not [> 0, > 0] || !a.All(float.IsFinite)))
        {
            throw new ModelFormatException($"a scale of the head needs a stride (1 to {MaxStride}) and anchors [width, height] of more than 0 pixels");
        }

        return new YoloScale(scale.Stride, scale.Anchors.Select(a => (a[0], a[1])).ToImmutableArray());
    }

    private sealed record Document(string? About, string? Kind, string[]? Labels, int Classes, ScaleDocument[]? Scales);

    private sealed record ScaleDocument(int Stride, float[][]? Anchors);
}
