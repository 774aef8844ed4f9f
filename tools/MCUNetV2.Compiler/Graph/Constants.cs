using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Graph;

/// <summary>What an operator knows at compile time, before it is laid out for a target; models/FORMAT.md has the meaning of each field.</summary>
public abstract record Constants;

/// <summary>
/// CONV_2D (weights O, rows, columns, I / groups) and DEPTHWISE_CONV_2D (weights rows, columns, O). <paramref name="Bias"/> already has
/// <c>-inputZeroPoint * sum(weights of the channel)</c> folded in (mod 2^32).
/// </summary>
public sealed record ConvolutionConstants(
    ImmutableArray<int> Bias, ImmutableArray<int> Multiplier, ImmutableArray<sbyte> Shift, ImmutableArray<sbyte> Weights) : Constants;

/// <summary>ADD and SUB.</summary>
public sealed record AddConstants(
    int LeftShift, int Multiplier0, int Shift0, int Multiplier1, int Shift1, int OutputMultiplier, int OutputShift) : Constants;

/// <summary>MUL.</summary>
public sealed record MulConstants(int Multiplier, int Shift) : Constants;

/// <summary>LOOKUP: 256 outputs, indexed by the input byte as unsigned.</summary>
public sealed record LookupConstants(ImmutableArray<sbyte> Table) : Constants;

/// <summary>MEAN.</summary>
public sealed record MeanConstants(int Multiplier, int Shift, int Offset) : Constants;

/// <summary>RESIZE_NEAREST_NEIGHBOR: the source row of each output row, and the source column of each output column.</summary>
public sealed record ResizeConstants(ImmutableArray<ushort> Rows, ImmutableArray<ushort> Columns) : Constants;

/// <summary>SOFTMAX: exp of -d input steps in Q0.31, d = 0 .. 255.</summary>
public sealed record SoftmaxConstants(ImmutableArray<int> Exponential) : Constants;
