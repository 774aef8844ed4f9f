// SPDX-License-Identifier: MIT
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

/// <summary>RESIZE_BILINEAR.</summary>
public sealed record ResizeBilinearOptions(bool AlignCorners, bool HalfPixelCenters) : TfLiteOptions;

/// <summary>LEAKY_RELU.</summary>
/// <param name="Alpha">The slope of negative values.</param>
public sealed record LeakyReluOptions(float Alpha) : TfLiteOptions;

/// <summary>L2_NORMALIZATION.</summary>
public sealed record L2NormalizationOptions(TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>GELU.</summary>
/// <param name="Approximate">With the hyperbolic tangent in the place of the error function.</param>
public sealed record GeluOptions(bool Approximate) : TfLiteOptions;

/// <summary>DIV.</summary>
public sealed record DivOptions(TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>TRANSPOSE_CONV.</summary>
public sealed record TransposeConvOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, TfLiteActivation Activation = TfLiteActivation.NONE) : TfLiteOptions;

/// <summary>STRIDED_SLICE. Bit d of a mask concerns dimension d.</summary>
/// <param name="BeginMask">Dimensions that begin at their start, whatever is said.</param>
/// <param name="EndMask">Dimensions that end at their end, whatever is said.</param>
/// <param name="ShrinkMask">Dimensions of which one index is taken, and which the output lacks.</param>
public sealed record StridedSliceOptions(
    int BeginMask = 0, int EndMask = 0, int EllipsisMask = 0, int NewAxisMask = 0, int ShrinkMask = 0, bool Offset = false) : TfLiteOptions;

/// <summary>SPLIT.</summary>
/// <param name="Count">Outputs.</param>
public sealed record SplitOptions(int Count) : TfLiteOptions;

/// <summary>SPLIT_V.</summary>
/// <param name="Count">Outputs.</param>
public sealed record SplitVOptions(int Count) : TfLiteOptions;

/// <summary>PACK.</summary>
/// <param name="Count">Inputs.</param>
/// <param name="Axis">The new dimension.</param>
public sealed record PackOptions(int Count, int Axis) : TfLiteOptions;

/// <summary>UNPACK.</summary>
/// <param name="Count">Outputs.</param>
/// <param name="Axis">The dimension that they lack.</param>
public sealed record UnpackOptions(int Count, int Axis) : TfLiteOptions;

/// <summary>GATHER.</summary>
/// <param name="Axis">The dimension that the indices count along.</param>
/// <param name="BatchDimensions">Outer dimensions that indices and values share.</param>
public sealed record GatherOptions(int Axis, int BatchDimensions = 0) : TfLiteOptions;

/// <summary>DEPTH_TO_SPACE.</summary>
/// <param name="Block">Side of the square that channels become.</param>
public sealed record DepthToSpaceOptions(int Block) : TfLiteOptions;

/// <summary>SPACE_TO_DEPTH.</summary>
/// <param name="Block">Side of the square that becomes channels.</param>
public sealed record SpaceToDepthOptions(int Block) : TfLiteOptions;

/// <summary>MIRROR_PAD.</summary>
/// <param name="Symmetric">The border itself is repeated.</param>
public sealed record MirrorPadOptions(bool Symmetric) : TfLiteOptions;

/// <summary>MEAN and its relatives.</summary>
public sealed record ReducerOptions(bool KeepDimensions) : TfLiteOptions;

/// <summary>SQUEEZE. Informative: the output tensor's shape is what counts.</summary>
public sealed record SqueezeOptions(ImmutableArray<int> Dimensions) : TfLiteOptions;
