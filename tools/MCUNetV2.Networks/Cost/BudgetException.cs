// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Cost;

/// <summary>A network costs more than its configuration allows.</summary>
public sealed class BudgetException(string message) : Exception(message);
