// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks;

/// <summary>A convolution with TensorFlow's SAME padding.</summary>
/// <param name="InputChannels">Channels that it reads.</param>
/// <param name="OutputChannels">Channels that it makes; as many when depthwise.</param>
/// <param name="Kernel">Height and width of its window.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="IsDepthwise">Whether each channel has a window of its own.</param>
/// <param name="IsActivated">Whether a ReLU6 follows.</param>
/// <param name="InputSize">Height and width of what it reads.</param>
public sealed record Layer(int InputChannels, int OutputChannels, int Kernel, int Stride, bool IsDepthwise, bool IsActivated, int InputSize)
{
    /// <summary>Height and width of what it makes.</summary>
    public int OutputSize => (InputSize + Stride - 1) / Stride;

    /// <summary>Values that one output value depends on.</summary>
    public int FanIn => Kernel * Kernel * (IsDepthwise ? 1 : InputChannels);

    /// <summary>Its biases not counted.</summary>
    public int Weights => FanIn * OutputChannels;

    /// <summary>Multiply-accumulates, taps on padding included.</summary>
    public long Macs => (long)OutputSize * OutputSize * Weights;

    /// <summary>Bytes of its int8 input.</summary>
    public int InputBytes => InputSize * InputSize * InputChannels;

    /// <summary>Bytes of its int8 output.</summary>
    public int OutputBytes => OutputSize * OutputSize * OutputChannels;
}
