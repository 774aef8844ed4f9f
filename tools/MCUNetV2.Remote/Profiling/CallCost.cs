// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Profiling;

/// <summary>What a call of the engine cost.</summary>
/// <param name="Instructions">Executed.</param>
/// <param name="EstimatedCycles">That they would take on the real processor.</param>
public readonly record struct CallCost(long Instructions, long EstimatedCycles);
