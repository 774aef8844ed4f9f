// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Profiling;

/// <summary>What an Armv7E-M instruction costs depends on.</summary>
/// <param name="Class">Its kind.</param>
/// <param name="Words">Words moved, of those that move several.</param>
/// <param name="Bytes">Its own length: 2 or 4.</param>
public readonly record struct ThumbInstruction(InstructionClass Class, int Words, int Bytes);
