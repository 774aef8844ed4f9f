// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization.Report;

/// <summary>What one operator loses to quantisation. Ratios are signal power over error power, in decibels; more is better.</summary>
/// <param name="Name">Name of the operator's output.</param>
/// <param name="Kind">The TFLite operator.</param>
/// <param name="WeightRatio">Of the weights; null without.</param>
/// <param name="OwnRatio">Of the output, with exact inputs: what this operator loses by itself.</param>
/// <param name="TotalRatio">Of the output, with everything before it quantised as well.</param>
/// <param name="ClippedShare">Share of the values that lie outside the chosen range, 0 to 1.</param>
public sealed record LayerError(string Name, string Kind, double? WeightRatio, double OwnRatio, double TotalRatio, double ClippedShare);
