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
    /// <summary>
    /// What an operator that only moves values makes of its moved input, a view for each output; null of an operator that does more, and in the place
    /// of a view that the input's loops do not allow. So constants are moved at compile time, by the same words as activations.
    /// </summary>
    public Func<OperatorContext, StridedView, ImmutableArray<StridedView?>>? Moves { get; init; }

    /// <summary>The input that is moved.</summary>
    public int MovedInput { get; init; }

    /// <summary>Several outputs, of which the model need not use all.</summary>
    public bool HasManyOutputs { get; init; }

    /// <summary>Multiply-accumulates of one in its model, taps on padding included.</summary>
    public Func<TfLiteSubgraph, TfLiteOperator, long> Macs { get; init; } = (_, _) => 0;

    /// <summary>The parameters that a reader of a table wants to see; may be empty.</summary>
    public Func<TfLiteSubgraph, TfLiteOperator, string> Detail { get; init; } = (_, _) => "";

    /// <summary>An operator that only moves values.</summary>
    public static SourceOperator OfMovement(
        Func<OperatorContext, StridedView, ImmutableArray<StridedView?>> moves, int movedInput, params ImmutableArray<BuiltinOperator> codes) =>
        new(context => Movement.Import(context, moves, movedInput), codes) { Moves = moves, MovedInput = movedInput };

    /// <summary>How many inputs, from the first, decide its values; others are as good as absent.</summary>
    public int ReadInputs { get; init; } = int.MaxValue;
}
