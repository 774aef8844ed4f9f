// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>One operator of a subgraph.</summary>
/// <param name="Inputs">Tensor numbers; -1 for an optional input that is absent.</param>
/// <param name="Outputs">Tensor numbers.</param>
/// <param name="Options">Null when the operator has none.</param>
public sealed record TfLiteOperator(
    BuiltinOperator Code, ImmutableArray<int> Inputs, ImmutableArray<int> Outputs, TfLiteOptions? Options = null)
{
    /// <summary>Version of the operator's definition, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Name of a CUSTOM operator.</summary>
    public string CustomCode { get; init; } = "";

    /// <summary>Options of a CUSTOM operator, as it wrote them.</summary>
    public ReadOnlyMemory<byte> CustomOptions { get; init; }

    /// <summary>The operator's name as people know it.</summary>
    public string Name => Code == BuiltinOperator.CUSTOM ? $"CUSTOM {CustomCode}" : Enum.IsDefined(Code) ? Code.ToString() : $"code {(int)Code}";
}
