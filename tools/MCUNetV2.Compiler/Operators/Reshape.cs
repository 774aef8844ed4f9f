// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: free where the new dimensions still lie along whole axes, else a copy.</summary>
internal sealed class Reshape() : OperatorClass(OperatorKind.Reshape)
{
    /// <summary>The declared output shape stands for the shape that some exporters compute at run time.</summary>
    public static SourceOperator Source { get; } =
        new(Import, BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE, BuiltinOperator.EXPAND_DIMS)
        {
            ReadInputs = 1,
            Moves = (context, view) => [view.Reshape(context.Output.Shape)],
        };

    public override bool KeepsBytes => true;

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) =>
        node.Input(0).Channels == node.Output.Channels ? inputs[0] : base.Ranges(node, inputs);

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    private static Value Import(OperatorContext context)
    {
        Value input = context.AnyInput(0);
        ImmutableArray<int> shape = context.Output.Shape;
        if (Shapes.Count(shape) != Shapes.Count(input.Shape))
        {
            throw context.Refuse($"makes {Shapes.Describe(shape)} of {Shapes.Describe(input.Shape)}");
        }

        return input.Layout.View is null && input.Layout.Reshape(shape, context.ExtentsOf(input)) is { } relabelled
            ? context.Alias(input, relabelled)
            : Movement.Import(context, Source.Moves!, 0);
    }
}
