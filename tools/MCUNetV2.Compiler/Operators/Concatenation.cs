// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
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

        int before = 0;
        for (int i = 0; i < node.InputCount; i++)
        {
            for (int c = 0; c < node.Input(i).Channels; c++)
            {
                ties.Tie(node.Operator.Inputs[i], c, node.Operator.Output, before + c);
            }

            before += node.Input(i).Channels;
        }
    }

    private static Axis AxisOf(Node node) => (Axis)node.Parameter;

    private static Value Import(OperatorContext context)
    {
        ConcatenationOptions options = context.Options<ConcatenationOptions>();
        int count = context.Operator.Inputs.Length;
        if (count is < 1 or > Limits.Inputs || options.Activation != TfLiteActivation.NONE)
        {
            throw context.Refuse($"has {count} inputs and the activation {options.Activation}; 1 to {Limits.Inputs} inputs and none are supported");
        }

        if (Collapsing.IsNeeded(context))
        {
            int joined = Shapes.Axis(options.Axis, context.Output.Shape.Length, context.Refuse);
            return Collapsing.Around(context, joined, context.Operator with { Options = options with { Axis = 1 } }, Import);
        }

        ImmutableArray<int>[] shapes = Enumerable.Range(0, count).Select(i => context.InputTensor(i).Shape).ToArray();
        int axis = Shapes.Axis(options.Axis, shapes[0].Length, context.Refuse);
        Check(context, shapes, axis);
        Value[] inputs = Inputs(context, count, axis);
        Layout layout = inputs[0].Layout;
        Axis along = layout.Dimensions[axis] is [var only] ? only : Axis.Channel;
        int sum = inputs.Sum(i => context.ExtentsOf(i)[along]);
        Extents from = context.ExtentsOf(inputs[0]);
        Extents extents = Extents.From([.. Enum.GetValues<Axis>().Select(a => a == along ? sum : from[a])]);
        return context.Emit(
            OperatorKind.Concatenation, [.. inputs.Select(i => i.Tensor)], extents, layout, o => o with { Parameter = (int)along });
    }

    private static void Check(OperatorContext context, ImmutableArray<int>[] shapes, int axis)
    {
        if (shapes.Any(shape => shape.Length != shapes[0].Length))
        {
            throw context.Refuse("has inputs with different numbers of dimensions");
        }

        foreach (ImmutableArray<int> shape in shapes)
        {
            Shapes.Expect(context.Output, shape.SetItem(axis, shapes.Sum(s => s[axis])), context.Refuse);
        }
    }

    /// <summary>The inputs, each dimension on the same axis in all, in the output's quantisation.</summary>
    private static Value[] Inputs(OperatorContext context, int count, int axis)
    {
        Value[] activations = Enumerable.Range(0, count).Where(i => !context.InputTensor(i).IsConstant).Select(context.Input).ToArray();
        if (activations.Length == count && IsAligned(activations, axis))
        {
            return [.. activations.Select((value, i) => Requantized(context, value, i))];
        }

        if (!Layout.TryCanonical(context.Output.Shape, out Layout layout, out _))
        {
            throw context.Refuse($"has an output of shape {Shapes.Describe(context.Output.Shape)}; up to three dimensions longer than 1 are supported");
        }

        return [.. Enumerable.Range(0, count).Select(i => context.InputTensor(i).IsConstant
            ? Constant(context, i, layout)
            : Requantized(context, context.ArrangeAs(context.Input(i), layout), i))];
    }

    private static Value Requantized(OperatorContext context, Value value, int input)
    {
        Tensor tensor = context.Graph[value.Tensor];
        (float Scale, int ZeroPoint) output = Quantized.Activation(context.Output, context.Refuse);
        return (tensor.Scale, tensor.ZeroPoint) == output
            ? value
            : context.Emit(
                OperatorKind.Lookup, [value.Tensor], output, context.ExtentsOf(value), context.InputTensor(input).Shape, value.Layout,
                o => o with { Constants = Rescaling((tensor.Scale, tensor.ZeroPoint), output) });
    }

    private static Value Constant(OperatorContext context, int input, Layout layout)
    {
        TfLiteTensor tensor = context.InputTensor(input);
        Shapes.CheckData(tensor, TfLiteType.INT8, context.Refuse);
        ((float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = (Quantized.Activation(tensor, context.Refuse), Quantized.Activation(context.Output, context.Refuse));
        LookupConstants table = from == to ? LookupTable.Identity : Rescaling(from, to);
        int Size(Axis axis) => layout.DimensionOf(axis) is var d and >= 0 ? tensor.Shape[d] : 1;
        return new Value(
            context.Graph.Add(new Tensor(
                tensor.Name, Size(Axis.Row), Size(Axis.Column), Size(Axis.Channel), to.Scale, to.ZeroPoint,
                [.. tensor.Data.ToArray().Select(value => table.Table[value])])),
            tensor.Shape,
            layout);
    }

    /// <summary>
    /// TFLite joins int8 inputs of one quantisation only, and uint8 ones of any; this is what it does to the latter: in single precision, with
    /// values and zero points from 0 to 255.
    /// </summary>
    private static LookupConstants Rescaling((float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to)
    {
        float scale = from.Scale * (1f / to.Scale);
        float bias = -(from.ZeroPoint - sbyte.MinValue) * scale;
        return LookupTable.Of(x => (int)MathF.Round(((x - sbyte.MinValue) * scale) + bias, MidpointRounding.AwayFromZero) + to.ZeroPoint);
    }

    private static bool IsAligned(Value[] inputs, int axis) =>
        inputs[0].Layout.Dimensions[axis].Length == 1 &&
        inputs.All(i => i.Layout.Dimensions.Zip(inputs[0].Layout.Dimensions).All(p => p.First.SequenceEqual(p.Second)));
}
