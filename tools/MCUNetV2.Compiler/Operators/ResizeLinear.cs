// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>RESIZE_BILINEAR in steps of 1/1024 of an input pixel, as TFLite's integer kernel takes them.</summary>
internal sealed class ResizeLinear() : OperatorClass(OperatorKind.ResizeLinear)
{
    private const int One = 1 << 10;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.RESIZE_BILINEAR);

    /// <summary>Each output row lies between two rows of the input.</summary>
    public override AxisMap Map(Dependence of)
    {
        ResizeLinearConstants constants = of.Node.Constants<ResizeLinearConstants>();
        return AxisMap.Listed(of, of.Axis == Axis.Row ? constants.Rows : constants.Columns, extent: 2);
    }

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) => inputs[0];

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);

    private static Value Import(OperatorContext context)
    {
        ResizeBilinearOptions options = context.OptionsOr(new ResizeBilinearOptions(false, false));
        Resizing resizing = Resizing.Read(context, options.AlignCorners, options.HalfPixelCenters);
        (ImmutableArray<ushort> rows, ImmutableArray<ushort> rowFractions) = Places(context, resizing.From.Height, resizing.To.Height, options);
        (ImmutableArray<ushort> columns, ImmutableArray<ushort> columnFractions) = Places(context, resizing.From.Width, resizing.To.Width, options);
        return resizing.Emit(context, OperatorKind.ResizeLinear, new ResizeLinearConstants(rows, columns, rowFractions, columnFractions));
    }

    /// <summary>The pixel before each output pixel, and the fraction behind it. Before the first and behind the last pixel there is only that one.</summary>
    private static (ImmutableArray<ushort> Pixels, ImmutableArray<ushort> Fractions) Places(
        OperatorContext context, int from, int to, ResizeBilinearOptions options)
    {
        int scale = options.AlignCorners && to > 1
            ? ((One * (from - 1)) + ((to - 1) / 2)) / (to - 1)
            : ((One * from) + (to / 2)) / to;
        int offset = options.HalfPixelCenters ? (scale / 2) - (One / 2) : 0;
        int[] places = [.. Enumerable.Range(0, to).Select(i => Math.Max((i * scale) + offset, 0))];
        return places[^1] / One < from
            ? ([.. places.Select(p => (ushort)(p / One))], [.. places.Select(p => (ushort)((p / One) + 1 < from ? p % One : 0))])
            : throw context.Refuse($"enlarges {from} to {to}, for which TFLite's steps of 1/{One} are too coarse: it would read beyond the end");
    }
}
