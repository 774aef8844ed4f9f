// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>TRANSPOSE: free, until an operator insists on another order; then the tensor is turned.</summary>
internal sealed class Transpose() : OperatorClass(OperatorKind.Transpose)
{
    public static SourceOperator Source { get; } = SourceOperator.OfMovement(Turned, 0, BuiltinOperator.TRANSPOSE);

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) =>
        KeepsChannels(node) ? inputs[0] : base.Ranges(node, inputs);

    public override void Tie(Node node, ChannelTies ties)
    {
        if (KeepsChannels(node))
        {
            ties.TieAlike(node);
        }
        else
        {
            ties.Pin(node);
        }
    }

    /// <summary>Channel c of the output is made of channel c of the input alone, though pixels move.</summary>
    private static bool KeepsChannels(Node node) =>
        node.Input(0).Channels == node.Output.Channels && (node.Parameter >> 4 & 3) == (int)Axis.Channel;

    private static ImmutableArray<StridedView?> Turned(OperatorContext context, StridedView input)
    {
        ImmutableArray<int> permutation = context.Int32s(1);
        return permutation.Order().SequenceEqual(Enumerable.Range(0, input.Shape.Length))
            ? [input.Transpose(permutation)]
            : throw context.Refuse($"has the permutation [{string.Join(", ", permutation.Take(8))}] of {input.Shape.Length} dimensions");
    }
}
