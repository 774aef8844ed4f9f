// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>Limits that a network must keep on the device; training refuses what breaks them.</summary>
/// <param name="SramBytes">Peak SRAM, input rows and scratch included.</param>
/// <param name="FlashBytes">Weights, biases and tables.</param>
/// <param name="Macs">Multiply-accumulates of one inference.</param>
public sealed record BudgetConfiguration(int SramBytes, int FlashBytes, long Macs);
