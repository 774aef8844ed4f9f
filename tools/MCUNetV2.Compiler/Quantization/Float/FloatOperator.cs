// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>One operator of a float graph.</summary>
/// <param name="Inputs">Tensor numbers.</param>
/// <param name="Output">Tensor number.</param>
public abstract record FloatOperator(ImmutableArray<int> Inputs, int Output)
{
    /// <summary>The first input.</summary>
    public int Input => Inputs[0];

    /// <summary>The operator as people know it, under TFLite's name.</summary>
    public abstract string Kind { get; }
}

/// <summary>An operator that an activation can be fused into.</summary>
/// <param name="Activation">Applied to what the operator computes.</param>
public abstract record FloatActivated(ImmutableArray<int> Inputs, int Output, TfLiteActivation Activation) : FloatOperator(Inputs, Output)
{
    /// <summary>
    /// Bounds that no fused activation of TFLite has, which also apply; null for none. In int8 the output's range is chosen within them, so that
    /// values saturate there.
    /// </summary>
    public ValueRange? Clamp { get; init; }
}

/// <summary>An operator with weights and one bias an output channel.</summary>
public abstract record FloatWeighted(
    ImmutableArray<int> Inputs, int Output, ImmutableArray<float> Weights, ImmutableArray<float> Bias, TfLiteActivation Activation)
    : FloatActivated(Inputs, Output, Activation)
{
    /// <summary>The integers that a network which was quantised before has for weights and biases; null to choose them.</summary>
    public KnownIntegers? Known { get; init; }
}

/// <summary>Weights and biases of a network that was quantised before.</summary>
/// <param name="Weights">In the order of the float weights.</param>
/// <param name="Scales">One an output channel, or one for all.</param>
/// <param name="Bias">In units of input scale x weight scale; null when the file has them in float.</param>
public sealed record KnownIntegers(ImmutableArray<sbyte> Weights, ImmutableArray<float> Scales, ImmutableArray<int>? Bias);

/// <summary>
/// Convolution (weights output channels x rows x columns x input channels of a group), or a depthwise one (weights rows x columns x output channels;
/// output channels are input channels times a multiplier, those of one input channel side by side). Batch normalisation is already folded in.
/// </summary>
public sealed record FloatConvolution(
    ImmutableArray<int> Inputs, int Output, FloatWindow Window, bool Depthwise, ImmutableArray<float> Weights, ImmutableArray<float> Bias,
    TfLiteActivation Activation) : FloatWeighted(Inputs, Output, Weights, Bias, Activation)
{
    public override string Kind => Depthwise ? "DEPTHWISE_CONV_2D" : "CONV_2D";

    /// <summary>Input channels that each output channel reads; 1 when depthwise.</summary>
    public int Depth => Depthwise ? 1 : Weights.Length / (Bias.Length * Window.KernelHeight * Window.KernelWidth);
}

/// <summary>
/// Transposed convolution: each input pixel adds its weights (output channels x rows x columns x input channels) to a window of the output,
/// which is then cut as the padding of the convolution that it transposes asks for.
/// </summary>
public sealed record FloatTransposeConvolution(
    ImmutableArray<int> Inputs, int Output, FloatWindow Window, ImmutableArray<float> Weights, ImmutableArray<float> Bias, TfLiteActivation Activation)
    : FloatWeighted(Inputs, Output, Weights, Bias, Activation)
{
    public override string Kind => "TRANSPOSE_CONV";
}

/// <summary>Weights outputs x inputs, applied to each row of inputs elements in memory order.</summary>
public sealed record FloatFullyConnected(
    ImmutableArray<int> Inputs, int Output, ImmutableArray<float> Weights, ImmutableArray<float> Bias, TfLiteActivation Activation)
    : FloatWeighted(Inputs, Output, Weights, Bias, Activation)
{
    public override string Kind => "FULLY_CONNECTED";
}
