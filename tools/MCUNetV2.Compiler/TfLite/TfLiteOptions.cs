using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>Options of an operator: one member of the schema's BuiltinOptions union. Operators without fields to set have none (null).</summary>
public abstract record TfLiteOptions;

/// <summary>CONV_2D.</summary>
public sealed record Conv2DOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, TfLiteActivation Activation = TfLiteActivation.NONE,
    int DilationHeight = 1, int DilationWidth = 1) : TfLiteOptions;

/// <summary>DEPTHWISE_CONV_2D. Output channels are input channels x <paramref name="DepthMultiplier"/>.</summary>
public sealed record DepthwiseConv2DOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, int DepthMultiplier, TfLiteActivation Activation = TfLiteActivation.NONE,
    int DilationHeight = 1, int DilationWidth = 1) : TfLiteOptions;

/// <summary>AVERAGE_POOL_2D and MAX_POOL_2D.</summary>
public sealed record Pool2DOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, int FilterHeight, int FilterWidth,
    TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>FULLY_CONNECTED.</summary>
/// <param name="WeightsFormat">0: rows of outputs, the only one in use.</param>
public sealed record FullyConnectedOptions(
    TfLiteActivation Activation = TfLiteActivation.NONE, bool KeepDimensions = false, int WeightsFormat = 0) : TfLiteOptions;

/// <summary>SOFTMAX: exp(beta x) / sum exp(beta x).</summary>
public sealed record SoftmaxOptions(float Beta) : TfLiteOptions;

/// <summary>CONCATENATION. A negative axis counts from the last.</summary>
public sealed record ConcatenationOptions(int Axis, TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>ADD.</summary>
public sealed record AddOptions(TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>SUB.</summary>
public sealed record SubOptions(TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>MUL.</summary>
public sealed record MulOptions(TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>RESHAPE. Informative: the output tensor's shape is what counts.</summary>
public sealed record ReshapeOptions(ImmutableArray<int> NewShape) : TfLiteOptions;

/// <summary>RESIZE_NEAREST_NEIGHBOR.</summary>
public sealed record ResizeNearestNeighborOptions(bool AlignCorners, bool HalfPixelCenters) : TfLiteOptions;

/// <summary>MEAN.</summary>
public sealed record ReducerOptions(bool KeepDimensions) : TfLiteOptions;

/// <summary>SQUEEZE. Informative: the output tensor's shape is what counts.</summary>
public sealed record SqueezeOptions(ImmutableArray<int> Dimensions) : TfLiteOptions;
