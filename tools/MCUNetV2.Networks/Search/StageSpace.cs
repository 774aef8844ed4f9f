// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>What a run of blocks with the same output channels may be.</summary>
/// <param name="Strides">Of its first block: 1, 2, or either.</param>
/// <param name="Repeats">How many blocks; 0 leaves the stage out, which only one of stride 1 may be.</param>
/// <param name="Kernels">Depthwise kernels, chosen block by block.</param>
/// <param name="Expansions">Channels between expansion and projection as multiples of the block's input channels, chosen block by block.</param>
/// <param name="Channels">Output channels.</param>
public sealed record StageSpace(
    IReadOnlyList<int> Strides,
    IReadOnlyList<int> Repeats,
    IReadOnlyList<int> Kernels,
    IReadOnlyList<int> Expansions,
    IReadOnlyList<int> Channels);
