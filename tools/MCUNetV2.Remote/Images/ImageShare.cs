// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Images;

/// <summary>What a part of a program takes of the memories, bytes.</summary>
/// <param name="Code">Instructions and the constants between them: flash.</param>
/// <param name="Constants">Tables and texts: flash.</param>
/// <param name="Initialized">Variables with a first value: flash and SRAM.</param>
/// <param name="Zeroed">Variables that begin as 0: SRAM.</param>
public sealed record ImageShare(int Code, int Constants, int Initialized, int Zeroed)
{
    public static readonly ImageShare None = new(0, 0, 0, 0);

    /// <summary>Bytes of flash.</summary>
    public int Flash => Code + Constants + Initialized;

    /// <summary>Bytes of SRAM, the stack left out.</summary>
    public int Sram => Initialized + Zeroed;
}
