// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Profiling;

/// <summary>What a run of instructions costs each time that it is executed.</summary>
/// <param name="Instructions">Their number.</param>
/// <param name="Cycles">Estimated, without what a branch that is taken adds.</param>
public readonly record struct BlockCost(int Instructions, int Cycles);
