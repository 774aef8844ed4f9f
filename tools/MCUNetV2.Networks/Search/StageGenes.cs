// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Networks.Search;

/// <summary>One choice out of a <see cref="StageSpace"/>.</summary>
/// <param name="Stride">Of the first block.</param>
/// <param name="Channels">Output channels of each block.</param>
/// <param name="Blocks">In order; none leaves the stage out.</param>
public sealed record StageGenes(int Stride, int Channels, ImmutableArray<BlockGenes> Blocks);
