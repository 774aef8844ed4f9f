// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Detection;

/// <summary>
/// One grid of cells that predict boxes. It takes the trunk's last feature map of its stride through a 1x1 convolution; where a coarser head exists, that
/// one's map is added, enlarged (Lin et al. 2017, feature pyramid); then come depthwise-separable layers, then the prediction.
/// </summary>
/// <param name="Stride">Input pixels a cell: 4, 8, 16 or 32; a stride that the trunk has.</param>
/// <param name="Channels">Of its layers.</param>
/// <param name="Kernel">Of the depthwise convolutions: 3, 5 or 7.</param>
/// <param name="Depth">How many depthwise-separable layers; 0 is possible.</param>
public sealed record HeadConfiguration(int Stride, int Channels, int Kernel = 3, int Depth = 1);
