// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Channels;

/// <summary>The weights of a convolution by output channel, tap and input channel, whichever kind of convolution it is.</summary>
internal readonly struct KernelWeights
{
    private readonly bool _depthwise;
    private readonly int _outputsPerGroup;

    private KernelWeights(Node node, bool depthwise, int depth, int outputsPerGroup)
    {
        Constants = node.Constants<ConvolutionConstants>();
        Outputs = Constants.Bias.Length;
        Taps = node.Window.KernelHeight * node.Window.KernelWidth;
        Depth = depth;
        _depthwise = depthwise;
        _outputsPerGroup = outputsPerGroup;
    }

    /// <summary>Weights O, rows, columns, I / groups, as CONV_2D stores them.</summary>
    public static KernelWeights ByOutput(Node node, int groups) =>
        new(node, false, node.Input(0).Channels / groups, node.Output.Channels / groups);

    /// <summary>Weights rows, columns, O, as DEPTHWISE_CONV_2D stores them.</summary>
    public static KernelWeights ByTap(Node node, int multiplier) => new(node, true, 1, multiplier);

    public ConvolutionConstants Constants { get; }

    public int Outputs { get; }

    public int Taps { get; }

    /// <summary>Whether the weights are stored by tap, and only then by output channel.</summary>
    public bool IsByTap => _depthwise;

    /// <summary>Whether every output channel reads all input channels, so that any of them can go.</summary>
    public bool IsFull => !_depthwise && _outputsPerGroup == Outputs;

    /// <summary>Input channels that an output channel reads.</summary>
    public int Depth { get; }

    /// <summary>The weight with which an output channel reads its <paramref name="i"/>-th input channel at a tap.</summary>
    public int this[int output, int tap, int i] => Constants.Weights[IndexOf(output, tap, i)];

    /// <summary>The weights with which an output channel reads its input channels at a tap.</summary>
    public ReadOnlySpan<sbyte> Of(int output, int tap) => Constants.Weights.AsSpan(IndexOf(output, tap, 0), Depth);

    public int IndexOf(int output, int tap, int i) => _depthwise ? (tap * Outputs) + output : (((output * Taps) + tap) * Depth) + i;

    /// <summary>The first input channel that an output channel reads.</summary>
    public int FirstInput(int output) => output / _outputsPerGroup * Depth;
}
