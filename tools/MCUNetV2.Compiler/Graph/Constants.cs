// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Graph;

/// <summary>What an operator knows at compile time; models/FORMAT.md has the meaning of each field.</summary>
public abstract record Constants
{
    /// <summary>As the portable kernels read them; a backend's layout may differ.</summary>
    internal abstract byte[] ToBytes();
}

/// <summary>
/// CONV_2D (weights O, rows, columns, I / groups) and DEPTHWISE_CONV_2D (weights rows, columns, O). <paramref name="Bias"/> already has
/// <c>-inputZeroPoint * sum(weights of the channel)</c> folded in (mod 2^32).
/// </summary>
public sealed record ConvolutionConstants(
    ImmutableArray<int> Bias, ImmutableArray<int> Multiplier, ImmutableArray<sbyte> Shift, ImmutableArray<sbyte> Weights) : Constants
{
    /// <summary>Biases, multipliers, shifts (padded to a multiple of 8), weights.</summary>
    internal override byte[] ToBytes() => new ConstantsBuffer()
        .Add<int>([.. Bias, .. Multiplier]).Add<sbyte>(Shift.AsSpan()).Align(8).Add<sbyte>(Weights.AsSpan()).ToArray();
}

/// <summary>ADD and SUB.</summary>
public sealed record AddConstants(
    int LeftShift, int Multiplier0, int Shift0, int Multiplier1, int Shift1, int OutputMultiplier, int OutputShift) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer()
        .Add<int>([LeftShift, Multiplier0, Shift0, Multiplier1, Shift1, OutputMultiplier, OutputShift, 0]).ToArray();
}

/// <summary>MUL.</summary>
public sealed record MulConstants(int Multiplier, int Shift) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<int>([Multiplier, Shift]).ToArray();
}

/// <summary>LOOKUP: 256 outputs, indexed by the input byte as unsigned.</summary>
public sealed record LookupConstants(ImmutableArray<sbyte> Table) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<sbyte>(Table.AsSpan()).ToArray();
}

/// <summary>MEAN.</summary>
public sealed record MeanConstants(int Multiplier, int Shift, int Offset) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<int>([Multiplier, Shift, Offset, 0]).ToArray();
}

/// <summary>RESIZE_NEAREST_NEIGHBOR: the source row of each output row, and the source column of each output column.</summary>
public sealed record ResizeConstants(ImmutableArray<ushort> Rows, ImmutableArray<ushort> Columns) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<ushort>([.. Rows, .. Columns]).ToArray();
}

/// <summary>
/// RESIZE_LINEAR: the pixel before each output row and column, and how far behind it the output lies, in 1/1024; 0 for the last pixel, which has
/// none behind it.
/// </summary>
public sealed record ResizeLinearConstants(
    ImmutableArray<ushort> Rows, ImmutableArray<ushort> Columns, ImmutableArray<ushort> RowFractions, ImmutableArray<ushort> ColumnFractions) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<ushort>([.. Rows, .. Columns, .. RowFractions, .. ColumnFractions]).ToArray();
}

/// <summary>STRIDED_COPY: the place of the output's first element, and nested loops that make up each of its axes, those of rows first.</summary>
/// <param name="Origin">Row, column and channel of the input.</param>
public sealed record CopyConstants(ImmutableArray<int> Origin, ImmutableArray<CopyLoop> Loops) : Constants
{
    internal override byte[] ToBytes()
    {
        ConstantsBuffer buffer = new ConstantsBuffer().Add<ushort>([.. Origin.Select(o => checked((ushort)o)), (ushort)Loops.Length]);
        for (int i = 0; i < FormatNumbers.MaxLoops; i++)
        {
            CopyLoop loop = i < Loops.Length ? Loops[i] : default;
            buffer.Add<ushort>([checked((ushort)loop.Size), (ushort)((int)loop.Output | ((int)loop.Input << 8)), (ushort)checked((short)loop.Step), 0]);
        }

        return buffer.ToArray();
    }
}

/// <param name="Size">Times it is run through, more than 1.</param>
/// <param name="Output">The axis of the output that it is part of.</param>
/// <param name="Input">The axis of the input that it steps along.</param>
/// <param name="Step">Elements of that axis; 0 repeats.</param>
public readonly record struct CopyLoop(int Size, Axis Output, Axis Input, int Step);

/// <summary>SOFTMAX: exp of -d input steps in Q0.31, d = 0 .. 255.</summary>
public sealed record SoftmaxConstants(ImmutableArray<int> Exponential) : Constants
{
    internal override byte[] ToBytes() => new ConstantsBuffer().Add<int>(Exponential.AsSpan()).ToArray();
}
