// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>What <c>eval --multi-label</c> says of a classifier whose pictures show any number of classes.</summary>
/// <param name="Count">Pictures.</param>
/// <param name="MeanAveragePrecision">Over the classes that some pictures show and others do not; null without such a class.</param>
/// <param name="F1">Of all classes' answers together (micro average); null when nothing is shown or said.</param>
/// <param name="ExactShare">Pictures of which every class is right / all, 0 to 1.</param>
/// <param name="Threshold">Of the probability from which on a class is said to be there.</param>
/// <param name="PeakBytes">SRAM of the schedule that ran.</param>
internal sealed record MultiLabelReport(
    string Model,
    string Dataset,
    string Split,
    int Count,
    [property: JsonPropertyName("mAP")] double? MeanAveragePrecision,
    double? F1,
    double ExactShare,
    double Threshold,
    ImmutableArray<LabelPrecision> Classes,
    string Schedule,
    long PeakBytes);

/// <summary>One class of a multi-label evaluation.</summary>
/// <param name="Pictures">Those that show it.</param>
/// <param name="Found">Those of which the model says so.</param>
/// <param name="FalseAlarms">Others of which the model says so.</param>
/// <param name="Precision">Found / all of which it says so; null when it never does.</param>
/// <param name="Recall">Found / pictures that show it; null when none does.</param>
/// <param name="AreaUnderRoc">See <see cref="ThresholdCurve"/>; null when all pictures show it, or none does.</param>
/// <param name="AveragePrecision">See <see cref="ThresholdCurve"/>; null when all pictures show it, or none does.</param>
internal sealed record LabelPrecision(
    string Class, int Pictures, int Found, int FalseAlarms, double? Precision, double? Recall, double? AreaUnderRoc, double? AveragePrecision);

/// <summary>One picture, the classes that it shows, and the probability of each class, 0 to 1.</summary>
internal sealed record MultiLabelScore(string Name, ImmutableHashSet<int> Labels, double[] Probabilities);
