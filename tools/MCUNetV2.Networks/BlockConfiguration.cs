// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>An inverted residual: 1x1 expansion, depthwise kernel x kernel, 1x1 projection.</summary>
/// <param name="Kernel">Depthwise kernel: 1, 3, 5 or 7; 1 leaves the depthwise convolution out.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Expanded">Channels between expansion and projection; equal to the input's leaves the expansion out.</param>
/// <param name="Channels">Output channels. With stride 1 and as many input channels, the input is added.</param>
/// <param name="Repeat">How many such blocks follow each other; only the first one has the stride.</param>
public sealed record BlockConfiguration(int Kernel, int Stride, int Expanded, int Channels, int Repeat = 1);
