// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>CONCATENATION along rows, columns or channels, whichever its axis lies on.</summary>
internal sealed class Concatenation() : OperatorClass(OperatorKind.Concatenation)
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.CONCATENATION)
    {
        Detail = (_, op) => op.Options is ConcatenationOptions o ? $"axis {o.Axis}" : "",
    };

    public override AxisMap Map(Dependence of) => AxisOf(of.Node) == of.Axis ? AxisMap.Whole(of) : of.Pointwise();

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) => AxisOf(node) == Axis.Channel
        ? inputs.SelectMany(i => i)
        : inputs.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x.Union(y))]);

    public override void Tie(Node node, ChannelTies ties)
    {
        if (AxisOf(node) != Axis.Channel)
        {
            ties.TieAlike(node);
            return;
        }

        var before = 0;
        for (var i = 0; i < node.InputCount; i++)
        {
            for (var c = 0; c < node.Input(i).Channels; c++)
            {
                ties.Tie(node.Operator.Inputs[i], c, node.Operator.Output, before + c);
            }

            before += node.Input(i).Channels;
        }
    }

    private static Axis AxisOf(Node node) => (Axis)node.Parameter;

    private static Value Import(OperatorContext context)
    {
        var options = context.Options<ConcatenationOptions>();
        var count = context.Operator.Inputs.Length;
        if (count is < 1 or > Limits.Inputs || options.Activation != TfLiteActivation.NONE)
        {
            throw context.Refuse($"has {count} inputs and the activation {options.Activation}; 1 to {Limits.Inputs} inputs and none are supported");
        }

        var inputs = Enumerable.Range(0, count).Select(context.Input).ToArray();
        var axis = Shapes.Axis(options.Axis, inputs[0].Shape.Length, context.Refuse);
        Check(context, inputs, axis);
        if (!IsAligned(inputs, axis))
        {
            inputs = Arrange(context, inputs);
        }

        var layout = inputs[0].Layout;
        var along = layout.Dimensions[axis] is [var only] ? only : Axis.Channel;
        var sum = inputs.Sum(i => context.ExtentsOf(i)[along]);
        var from = context.ExtentsOf(inputs[0]);
        var extents = Extents.From([.. Enum.GetValues<Axis>().Select(a => a == along ? sum : from[a])]);
        return context.Emit(
            OperatorKind.Concatenation, [.. inputs.Select(i => i.Tensor)], extents, layout, o => o with { Parameter = (int)along });
    }

    private static void Check(OperatorContext context, Value[] inputs, int axis)
    {
        var first = inputs[0].Shape;
        if (inputs.Any(i => i.Shape.Length != first.Length))
        {
            throw context.Refuse("has inputs with different numbers of dimensions");
        }

        foreach (var input in inputs)
        {
            Shapes.Expect(context.Output, input.Shape.SetItem(axis, inputs.Sum(i => i.Shape[axis])), context.Refuse);
            var tensor = context.Graph[input.Tensor];
            if ((tensor.Scale, tensor.ZeroPoint) != Quantized.Activation(context.Output, context.Refuse))
            {
                throw context.Refuse($"has input '{tensor.Name}' in another quantisation than its output; TFLite requires the same");
            }
        }
    }

    private static bool IsAligned(Value[] inputs, int axis) =>
        inputs[0].Layout.Dimensions[axis].Length == 1 &&
        inputs.All(i => i.Layout.Dimensions.Zip(inputs[0].Layout.Dimensions).All(p => p.First.SequenceEqual(p.Second)));

    /// <summary>The inputs with each dimension on the axis that it has in the output's canonical layout.</summary>
    private static Value[] Arrange(OperatorContext context, Value[] inputs)
    {
        if (!Layout.TryCanonical(context.Output.Shape, out var layout, out _))
        {
            throw context.Refuse($"has an output of shape {Shapes.Describe(context.Output.Shape)}; up to three dimensions longer than 1 are supported");
        }

        return [.. inputs.Select(i => context.ArrangeAs(i, layout))];
    }
}
