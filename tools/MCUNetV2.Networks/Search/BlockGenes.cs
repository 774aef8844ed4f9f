// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>An inverted residual of a stage.</summary>
/// <param name="Kernel">Depthwise kernel.</param>
/// <param name="Expansion">Channels between expansion and projection, as a multiple of the block's input channels.</param>
public sealed record BlockGenes(int Kernel, int Expansion);
