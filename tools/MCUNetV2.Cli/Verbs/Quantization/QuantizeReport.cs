// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Report;

namespace MCUNetV2.Cli.Verbs.Quantization;

/// <summary>What <c>quantize --json</c> prints.</summary>
/// <param name="Output">The file written.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Macs">Multiply-accumulates of one inference.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="Pictures">Calibration pictures used.</param>
/// <param name="Layers">What each operator lost.</param>
/// <param name="Warnings">What is likely to be wrong, also on the error stream.</param>
/// <param name="Check">The int8 network against the float one on other pictures; null when not asked for.</param>
internal sealed record QuantizeReport(string Output, int Bytes, long Macs, long Parameters, int Pictures, LayerError[] Layers, string[] Warnings, CheckReport? Check);
