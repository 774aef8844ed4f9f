using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>One operator of a float graph.</summary>
/// <param name="Inputs">Tensor numbers.</param>
/// <param name="Output">Tensor number.</param>
public abstract record FloatOperator(ImmutableArray<int> Inputs, int Output);

/// <summary>
/// Convolution (weights output channels x rows x columns x input channels), or a depthwise one (weights rows x columns x channels).
/// Batch normalisation is already folded in.
/// </summary>
public sealed record FloatConvolution(
    int Input, int Output, FloatWindow Window, bool Depthwise, ImmutableArray<float> Weights, ImmutableArray<float> Bias,
    TfLiteActivation Activation) : FloatOperator([Input], Output);

/// <summary>Weights outputs x inputs; the input's elements in memory order.</summary>
public sealed record FloatFullyConnected(
    int Input, int Output, ImmutableArray<float> Weights, ImmutableArray<float> Bias, TfLiteActivation Activation) : FloatOperator([Input], Output);

/// <summary>Sum of two tensors of the same shape.</summary>
public sealed record FloatAdd(int First, int Second, int Output, TfLiteActivation Activation) : FloatOperator([First, Second], Output);

/// <summary>Mean over rows and columns.</summary>
public sealed record FloatMean(int Input, int Output) : FloatOperator([Input], Output);

/// <summary>Maximum, or mean over the real pixels, of each window.</summary>
public sealed record FloatPool(int Input, int Output, FloatWindow Window, bool Maximum) : FloatOperator([Input], Output);

/// <summary>Rows and columns of zeros around the input.</summary>
public sealed record FloatPad(int Input, int Output, int Top, int Bottom, int Left, int Right) : FloatOperator([Input], Output);

/// <summary>Softmax over all elements.</summary>
public sealed record FloatSoftmax(int Input, int Output) : FloatOperator([Input], Output);
