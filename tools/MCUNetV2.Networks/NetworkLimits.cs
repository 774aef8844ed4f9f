// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>What no network for a microcontroller goes beyond, so that costs are counted in 32 bits and soon.</summary>
internal static class NetworkLimits
{
    /// <summary>Channels of any tensor.</summary>
    public const int MostChannels = 4096;

    /// <summary>Blocks in all, repetitions written out.</summary>
    public const int MostBlocks = 256;
}
