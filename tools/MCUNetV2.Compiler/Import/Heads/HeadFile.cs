// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import.Heads;

/// <summary>Reads a head file; models/heads/README.md describes it.</summary>
public static class HeadFile
{
    private const int MaxClasses = 1000;
    private const int MaxPoints = 1000;
    private const int MaxStride = 1024;
    private const float MaxAnchor = 65535;
    private const int MaxBins = 64;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a classifier's head file with a threshold; whatever else the file says stays.</summary>
    /// <param name="json">The file's text; null where there is none yet.</param>
    /// <param name="labels">Names of the scores, for a new file.</param>
    /// <param name="threshold">Score from which a class counts as present.</param>
    public static string WithThreshold(string? json, IEnumerable<string> labels, double threshold)
    {
        JsonNode root = json is null
            ? new JsonObject { ["kind"] = "classifier", ["labels"] = new JsonArray([.. labels.Select(label => JsonValue.Create(label))]) }
            : JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        root["threshold"] = Math.Round(threshold, 5);
        return root.ToJsonString(Written) + "\n";
    }

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
            "fcos" => Fcos(document),
            "candidates" => CandidatesDocument.Parse(document),
            "fomo" => new FomoHead(ScoresOf(document)) { Labels = LabelsOf(document) },
            "heatmaps" => Heatmaps(document),
            _ => throw new ModelFormatException(
                $"not a head file: kind is '{document.Kind}'; 'classifier', 'yolo', 'fcos', 'candidates', 'fomo' and 'heatmaps' are known"),
        };
    }

    private static ClassifierHead Classifier(Document document)
    {
        if (document.Labels is not { Length: > 0 } labels || labels.Any(label => string.IsNullOrEmpty(label) || OneLine.Name(label) != label))
        {
            throw new ModelFormatException("the head has no labels, an empty one, or one with control characters");
        }

        return document.Threshold is null or (> 0 and <= 1)
            ? new ClassifierHead([.. labels], document.Threshold)
            : throw new ModelFormatException($"the head's threshold is {document.Threshold}; it is a score, above 0 and at most 1");
    }

    private static YoloHead Yolo(Document document)
    {
        ScaleDocument?[] scales = Scales(document);
        return new YoloHead(document.Classes, [.. scales.Select(AnchorsOf)]) { Labels = LabelsOf(document) };
    }

    private static FcosHead Fcos(Document document)
    {
        ScaleDocument?[] scales = Scales(document);
        return new FcosHead(document.Classes, [.. scales.Select(BinsOf)]) { Labels = LabelsOf(document) };
    }

    private static HeatmapsHead Heatmaps(Document document) =>
        document is { Points: >= 1 and <= MaxPoints } && ActivationOf(document.Scores ?? "probability") is { } activation and not ScoreActivation.Softmax
            ? new HeatmapsHead(document.Points, activation) { Labels = LabelsOf(document with { Classes = 1 }) }
            : throw new ModelFormatException($"a head of heat maps needs points (1 to {MaxPoints}), and scores that are 'sigmoid' or 'probability'");

    internal static ClassScores ScoresOf(Document document) =>
        document is { Classes: >= 1 and <= MaxClasses } && ActivationOf(document.Scores ?? "probability") is { } activation
            ? new ClassScores(document.Classes, activation, document.Background)
            : throw new ModelFormatException($"the head needs classes (1 to {MaxClasses}), and scores that are 'probability', 'sigmoid' or 'softmax'");

    private static ScoreActivation? ActivationOf(string name) => name switch
    {
        "probability" => ScoreActivation.None,
        "sigmoid" => ScoreActivation.Sigmoid,
        "softmax" => ScoreActivation.Softmax,
        _ => null,
    };

    private static ScaleDocument?[] Scales(Document document) =>
        document is { Classes: >= 1 and <= MaxClasses, Scales: { Length: > 0 } scales }
            ? scales
            : throw new ModelFormatException($"the head needs classes (1 to {MaxClasses}) and scales, one for each output");

    internal static ImmutableArray<string> LabelsOf(Document document)
    {
        string[] labels = document.Labels ?? [];
        return labels.Length == 0 || (labels.Length == document.Classes && !labels.Any(string.IsNullOrEmpty))
            ? [.. labels]
            : throw new ModelFormatException($"the head has {labels.Length} labels and {document.Classes} classes: one each, none empty");
    }

    private static YoloScale AnchorsOf(ScaleDocument? scale)
    {
        if (scale is not { Stride: >= 1 and <= MaxStride, Anchors.Length: > 0, Bins: null } ||
            scale.Anchors!.Any(a => a is not [> 0 and <= MaxAnchor, > 0 and <= MaxAnchor]))
        {
            throw new ModelFormatException($"a scale of the head needs a stride (1 to {MaxStride}) and anchors [width, height] of more than 0 pixels, and at most {MaxAnchor}");
        }

        return new YoloScale(scale.Stride, scale.Anchors.Select(a => (a[0], a[1])).ToImmutableArray());
    }

    private static FcosScale BinsOf(ScaleDocument? scale) =>
        scale is { Stride: >= 1 and <= MaxStride, Bins: null or (>= 1 and <= MaxBins), Anchors: null }
            ? new FcosScale(scale.Stride, scale.Bins ?? 1)
            : throw new ModelFormatException($"a scale of the head needs a stride (1 to {MaxStride}), and may have bins (1 to {MaxBins})");

    internal sealed record Document(string? About, string? Kind, string[]? Labels, double? Threshold, int Classes, ScaleDocument[]? Scales)
    {
        public string? Scores { get; init; }

        public bool Background { get; init; }

        public int Points { get; init; }

        public bool Objectness { get; init; }

        public string? Box { get; init; }

        public string? Order { get; init; }

        public bool Exponential { get; init; }

        public bool Transposed { get; init; }

        public float ScoreScale { get; init; } = 1;

        public float CenterScale { get; init; } = 1;

        public float SizeScale { get; init; } = 1;

        public int PointValues { get; init; } = 2;

        public bool PointScores { get; init; }

        public OutputsDocument?[]? Outputs { get; init; }
    }

    internal sealed record ScaleDocument(int Stride, float[][]? Anchors, int? Bins);

    /// <summary>Outputs that have something of the same candidates; each pair is an output and a candidate's first value in it.</summary>
    internal sealed record OutputsDocument(
        int? Candidates, int[]? Scores, int[]? Boxes, int[]? Points, int[]? AnchorValues, float[][]? AnchorList, GridDocument?[]? Grids, string? Unit);

    internal sealed record GridDocument(int Rows, int Columns, float? Stride, bool Corner, float[][]? Anchors);
}
