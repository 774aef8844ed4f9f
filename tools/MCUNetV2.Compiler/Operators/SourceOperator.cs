// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Operators of TFLite that are imported alike: how, and what a reader of the source model wants to see of one.</summary>
/// <param name="Import">
/// Adds to the graph what the operator becomes, and returns its output; null when it is not on the device (a DEQUANTIZE at an output, done by the
/// host).
/// </param>
internal sealed record SourceOperator(Func<OperatorContext, Value?> Import, params ImmutableArray<BuiltinOperator> Codes)
{
    /// <summary>Multiply-accumulates of one in its model, taps on padding included.</summary>
    public Func<TfLiteSubgraph, TfLiteOperator, long> Macs { get; init; } = (_, _) => 0;

    /// <summary>The parameters that a reader of a table wants to see; may be empty.</summary>
    public Func<TfLiteSubgraph, TfLiteOperator, string> Detail { get; init; } = (_, _) => "";

    /// <summary>How many inputs, from the first, decide its values; others are as good as absent.</summary>
    public int ReadInputs { get; init; } = int.MaxValue;
}
