// SPDX-License-Identifier: MIT
using System.Numerics;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>MEAN over any dimensions. The device averages over rows and columns; a mean over channels turns the tensor first.</summary>
internal sealed class Mean() : OperatorClass(OperatorKind.Mean)
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.MEAN);

    public override AxisMap Map(Dependence of) => of.Window();

    public override bool CanAccumulate(Node node) => CoversInput(node);

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs)
    {
        var constants = node.Constants<MeanConstants>();
        var count = (long)node.Window.KernelHeight * node.Window.KernelWidth;
        var factor = new QuantizedMultiplier(constants.Multiplier, constants.Shift);
        return inputs[0].Select(range => Requantization.Of(
            constants.Offset + (count * range.Low), constants.Offset + (count * range.High), factor, node.Output.ZeroPoint,
            node.Operator.ActivationMin, node.Operator.ActivationMax));
    }

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    private static Value Import(OperatorContext context)
    {
        var input = context.Input(0);
        var rank = input.Shape.Length;
        var keep = context.OptionsOr(new ReducerOptions(false)).KeepDimensions;
        var reduced = context.Int32s(1).Select(axis => Shapes.Axis(axis, rank, context.Refuse)).ToHashSet();
        Shapes.Expect(
            context.Output,
            keep ? input.Shape.Select((size, d) => reduced.Contains(d) ? 1 : size) : input.Shape.Where((_, d) => !reduced.Contains(d)),
            context.Refuse);

        input = OffChannels(context, input, reduced);
        var axes = reduced.SelectMany(d => input.Layout.Dimensions[d]).ToHashSet();
        var size = context.ExtentsOf(input);
        var window = new Window(Extent(Axis.Row), Extent(Axis.Column));
        var extents = size with { Height = size.Height / window.KernelHeight, Width = size.Width / window.KernelWidth };
        var layout = new Layout(keep
            ? [.. input.Layout.Dimensions.Select((d, i) => reduced.Contains(i) ? [] : d)]
            : [.. input.Layout.Dimensions.Where((_, i) => !reduced.Contains(i))]);
        var constants = Constants(context, context.Graph[input.Tensor], window.KernelHeight * window.KernelWidth);
        return context.Emit(
            OperatorKind.Mean, [input.Tensor], extents, layout, o => o with { Window = window, Constants = constants });

        int Extent(Axis axis) => axes.Contains(axis) ? size[axis] : 1;
    }

    /// <summary>The input with an axis that stays, or one of size 1, as its channels.</summary>
    private static Value OffChannels(OperatorContext context, Value input, HashSet<int> reduced)
    {
        var axes = reduced.SelectMany(d => input.Layout.Dimensions[d]).ToHashSet();
        if (!axes.Contains(Axis.Channel))
        {
            return input;
        }

        if (axes.Count == 3)
        {
            return Flat(context, input);
        }

        Axis[] order = [.. axes, .. Enum.GetValues<Axis>().Except(axes)];
        return context.Permute(input, order);
    }

    /// <summary>All values as one channel of rows and columns; their order does not matter to a sum.</summary>
    private static Value Flat(OperatorContext context, Value input)
    {
        var size = context.ExtentsOf(input);
        var layout = new Layout([.. input.Layout.Dimensions.Select(d => d.IsEmpty ? d : [Axis.Row, Axis.Column])]);
        return context.Rearrange(OperatorKind.Reshape, input, new Extents(size.Height, size.Width * size.Channels, 1), layout);
    }

    /// <summary>The division by the count is part of the multiplier, with as many bits as TFLite keeps.</summary>
    private static MeanConstants Constants(OperatorContext context, Tensor input, int count)
    {
        if (count > Limits.Summands)
        {
            throw context.Refuse($"averages {count} values; up to {Limits.Summands} are supported");
        }

        var (scale, _) = Quantized.Activation(context.Output, context.Refuse);
        var multiplier = Quantized.Multiplier((double)input.Scale / scale, context.Refuse);
        var shift = Math.Min(BitOperations.Log2((uint)count), 31 + multiplier.Shift);
        return new MeanConstants(
            (int)(((long)multiplier.Multiplier << shift) / count), multiplier.Shift - shift, -input.ZeroPoint * count);
    }
}
