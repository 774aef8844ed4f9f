// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// PAD and PADV2. The device's PAD writes the zero point of its output; another value is written by giving the output that zero point,
/// followed by a copy into the declared quantisation for consumers that read it.
/// </summary>
internal sealed class Pad() : OperatorClass(OperatorKind.Pad)
{
    private const int ValueInput = 2;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.PAD, BuiltinOperator.PADV2);

    public override AxisMap Map(Dependence of) =>
        AxisMap.Sliding(of, 1, 1, of.Axis == Axis.Row ? of.Node.Window.PadTop : of.Node.Window.PadLeft);

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs)
    {
        ChannelRange fill = new(node.Output.ZeroPoint, node.Output.ZeroPoint);
        for (int channel = 0; channel < node.Output.Channels; channel++)
        {
            int source = channel - node.Parameter;
            yield return source >= 0 && source < inputs[0].Length ? inputs[0][source].Union(fill) : fill;
        }
    }

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    private static Value Import(OperatorContext context)
    {
        Value input = context.Input(0);
        int rank = input.Shape.Length;
        ImmutableArray<int> paddings = context.Int32s(1);
        if (paddings.Length != 2 * rank || paddings.Any(p => p is < 0 or > Limits.Dimension))
        {
            throw context.Refuse($"has paddings [{string.Join(", ", paddings.Take(16))}] on a tensor of {rank} dimensions");
        }

        Shapes.Expect(
            context.Output, input.Shape.Select((size, d) => size + paddings[2 * d] + paddings[(2 * d) + 1]), context.Refuse);

        Layout layout = input.Layout;
        if (Enumerable.Range(0, rank).All(d => !Padded(d)))
        {
            return context.Alias(input, layout);
        }

        // A dimension of size 1 has no axis yet, and a merged one has several: padding needs the axes that the output has.
        if (Enumerable.Range(0, rank).Any(d => Padded(d) && layout.Dimensions[d].Length != 1))
        {
            (input, layout) = Arrange(context, input);
        }

        int Sum(Axis axis, Func<int, int> of) => Enumerable.Range(0, rank).Where(d => layout.Dimensions[d] is [var a] && a == axis).Sum(of);

        Extents from = context.ExtentsOf(input);
        Extents extents = Extents.From([.. Enum.GetValues<Axis>().Select(axis => from[axis] + Sum(axis, d => paddings[2 * d] + paddings[(2 * d) + 1]))]);
        Window window = Window.Pointwise with { PadTop = Sum(Axis.Row, d => paddings[2 * d]), PadLeft = Sum(Axis.Column, d => paddings[2 * d]) };
        return Emit(context, input, extents, layout, window, Sum(Axis.Channel, d => paddings[2 * d]));

        bool Padded(int dimension) => paddings[2 * dimension] + paddings[(2 * dimension) + 1] > 0;
    }

    private static Value Emit(OperatorContext context, Value input, Extents extents, Layout layout, Window window, int channelsBefore)
    {
        (float scale, int zeroPoint) = Quantized.Activation(context.Output, context.Refuse);
        int fill = Fill(context, scale, zeroPoint);
        Value padded = context.Emit(
            OperatorKind.Pad, [input.Tensor], (scale, fill), extents, context.Output.Shape, layout,
            o => o with { Window = window, Parameter = channelsBefore });
        return fill == zeroPoint
            ? padded
            : context.Emit(OperatorKind.Lookup, [padded.Tensor], extents, layout, o => o with { Constants = LookupTable.Identity });
    }

    /// <summary>The value outside the input.</summary>
    private static int Fill(OperatorContext context, float scale, int zeroPoint)
    {
        if (!context.HasInput(ValueInput))
        {
            return zeroPoint;
        }

        TfLiteTensor value = context.InputTensor(ValueInput);
        Shapes.CheckData(value, TfLiteType.INT8, context.Refuse);
        return value.Data.Length == 1 && Quantized.PerTensor(value, sbyte.MinValue, sbyte.MaxValue, context.Refuse) == (scale, zeroPoint)
            ? (sbyte)value.Data.Span[0]
            : throw context.Refuse($"has a padding value '{value.Name}' that is not one value in the output's quantisation");
    }

    /// <summary>The input with its dimensions on the axes that the output's have in the canonical layout.</summary>
    private static (Value Input, Layout Layout) Arrange(OperatorContext context, Value input)
    {
        if (!Layout.TryCanonical(context.Output.Shape, out Layout layout, out _))
        {
            throw context.Refuse(
                $"has an output of shape {Shapes.Describe(context.Output.Shape)}; up to three dimensions longer than 1 are supported");
        }

        return (context.ArrangeAs(input, layout), layout);
    }
}
