// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>One tensor of a subgraph.</summary>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Quantization">Null when the tensor is not quantised.</param>
/// <param name="Data">Little-endian elements of a constant; empty for an activation.</param>
public sealed record TfLiteTensor(
    string Name, TfLiteType Type, ImmutableArray<int> Shape, TfLiteQuantization? Quantization = null, ReadOnlyMemory<byte> Data = default)
{
    /// <summary>The shape with -1 for each size that is only known at run time; empty when the file does not say, which means <see cref="Shape"/>.</summary>
    public ImmutableArray<int> ShapeSignature { get; init; } = [];

    /// <summary>Keeps its value between inferences.</summary>
    public bool IsVariable { get; init; }

    /// <summary>Stored in a sparse encoding.</summary>
    public bool IsSparse { get; init; }

    /// <summary>The value is in the file.</summary>
    public bool IsConstant => !Data.IsEmpty;
}
