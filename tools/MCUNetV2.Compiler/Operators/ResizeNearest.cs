// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>RESIZE_NEAREST_NEIGHBOR as tables of source rows and columns, rounded in single precision as TFLite rounds them.</summary>
internal sealed class ResizeNearest() : OperatorClass(OperatorKind.ResizeNearest)
{
    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR);

    public override AxisMap Map(Dependence of)
    {
        int falls = of.Axis == Axis.Row ? FormatNumbers.ResizeAnyRows : FormatNumbers.ResizeAnyColumns;
        if ((of.Node.Parameter & falls) != 0)
        {
            return AxisMap.Whole(of);
        }

        ResizeConstants tables = of.Node.Constants<ResizeConstants>();
        return AxisMap.Listed(of, of.Axis == Axis.Row ? tables.Rows : tables.Columns);
    }

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) => inputs[0];

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    private static Value Import(OperatorContext context)
    {
        ResizeNearestNeighborOptions options = context.OptionsOr(new ResizeNearestNeighborOptions(false, false));
        Resizing resizing = Resizing.Read(context, options.AlignCorners, options.HalfPixelCenters);
        return resizing.Emit(
            context, OperatorKind.ResizeNearest,
            new ResizeConstants(Sources(resizing.From.Height, resizing.To.Height, options), Sources(resizing.From.Width, resizing.To.Width, options)));
    }

    private static ImmutableArray<ushort> Sources(int from, int to, ResizeNearestNeighborOptions options)
    {
        float scale = options.AlignCorners && to > 1 ? (from - 1) / (float)(to - 1) : from / (float)to;
        float offset = options.HalfPixelCenters ? 0.5f : 0f;
        return [.. Enumerable.Range(0, to).Select(i =>
        {
            float position = (i + offset) * scale;
            float source = options.AlignCorners ? MathF.Round(position, MidpointRounding.AwayFromZero) : MathF.Floor(position);
            return (ushort)Math.Min((int)source, from - 1);
        })];
    }
}
