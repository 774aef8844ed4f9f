using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MCUNetV2.Cli.Evaluation;

/// <summary>What <c>eval</c> says of a detector.</summary>
/// <param name="Count">Pictures.</param>
/// <param name="MeanAveragePrecision">Over the classes that occur, 0 to 1, at an overlap of a half.</param>
/// <param name="PeakBytes">SRAM of the schedule that ran.</param>
internal sealed record DetectionReport(
    string Model,
    string Dataset,
    string Split,
    int Count,
    [property: JsonPropertyName("mAP")] double MeanAveragePrecision,
    ImmutableArray<ClassPrecision> Classes,
    string Schedule,
    long PeakBytes);

/// <summary>One class of a detector's evaluation; the precision is null when no picture shows it.</summary>
internal sealed record ClassPrecision(string Class, int Objects, int Detections, double? AveragePrecision);
