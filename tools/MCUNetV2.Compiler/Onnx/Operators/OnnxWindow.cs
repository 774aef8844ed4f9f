// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Rows and columns of padding.</summary>
internal sealed record OnnxPadding(int Top, int Left, int Bottom, int Right)
{
    public bool IsNone => this == new OnnxPadding(0, 0, 0, 0);
}

/// <summary>A sliding window of the file, as TFLite has them.</summary>
/// <param name="Extra">Padding that must be an operator of its own, since it is neither SAME nor none; null for none.</param>
/// <param name="Counted">Of the padding, what the file itself asks for; the rest rounds an output size up.</param>
internal sealed record OnnxWindow(FloatWindow Window, OnnxPadding? Extra, OnnxPadding Counted)
{
    private const int Largest = 8192;

    public static OnnxWindow Of(OnnxNode node, OnnxActivation source, int kernelHeight, int kernelWidth)
    {
        (int strideHeight, int strideWidth) = Pair(node, "strides");
        (int dilationHeight, int dilationWidth) = Pair(node, "dilations");
        if (kernelHeight is < 1 or > Largest || kernelWidth is < 1 or > Largest)
        {
            throw node.Refuse($"has a kernel of {kernelHeight} x {kernelWidth}");
        }

        FloatWindow same = new(kernelHeight, kernelWidth, strideHeight, strideWidth, TfLitePadding.Same, dilationHeight, dilationWidth);
        OnnxPadding automatic = new(
            same.PadTop(source.Shape[2]), same.PadLeft(source.Shape[3]), same.PadBottom(source.Shape[2]), same.PadRight(source.Shape[3]));
        OnnxPadding given = node.Text("auto_pad", "NOTSET") switch
        {
            "SAME_UPPER" => automatic,
            "SAME_LOWER" => new OnnxPadding(automatic.Bottom, automatic.Right, automatic.Top, automatic.Left),
            "VALID" => new OnnxPadding(0, 0, 0, 0),
            "" or "NOTSET" => Explicit(node),
            var other => throw node.Refuse($"has auto_pad {OneLine.Of(other)}"),
        };
        OnnxPadding all = node.Integer("ceil_mode", 0) == 0 ? given : RoundedUp(same, source, given);
        // With padding none and SAME the same, VALID says more.
        OnnxWindow window = all.IsNone ? new OnnxWindow(same with { Padding = TfLitePadding.Valid }, null, given)
            : all == automatic ? new OnnxWindow(same, null, given)
            : new OnnxWindow(same with { Padding = TfLitePadding.Valid }, all, given);
        int height = source.Shape[2] + (window.Window.Padding == TfLitePadding.Same ? Largest : all.Top + all.Bottom);
        int width = source.Shape[3] + (window.Window.Padding == TfLitePadding.Same ? Largest : all.Left + all.Right);
        return height >= same.ExtentHeight && width >= same.ExtentWidth
            ? window
            : throw node.Refuse($"has a window of {same.ExtentHeight} x {same.ExtentWidth}, larger than its padded input of {height} x {width}");
    }

    /// <summary>Two positive numbers, for rows and columns; 1 and 1 when absent. One number is meant for columns.</summary>
    public static (int Rows, int Columns) Pair(OnnxNode node, string name)
    {
        ImmutableArray<long> sizes = node.Integers(name) ?? [1, 1];
        sizes = sizes.Length == 1 ? [1, sizes[0]] : sizes;
        return sizes.Length == 2 && sizes.All(size => size is >= 1 and <= Largest)
            ? ((int)sizes[0], (int)sizes[1])
            : throw node.Refuse($"has {name} [{string.Join(", ", sizes.Take(4))}]");
    }

    public static OnnxPadding Explicit(OnnxNode node)
    {
        ImmutableArray<long> pads = node.Integers("pads") ?? [0, 0, 0, 0];
        pads = pads.Length == 2 ? [0, pads[0], 0, pads[1]] : pads;
        return pads.Length == 4 && pads.All(size => size is >= 0 and <= Largest)
            ? new OnnxPadding((int)pads[0], (int)pads[1], (int)pads[2], (int)pads[3])
            : throw node.Refuse($"has pads [{string.Join(", ", pads.Take(8))}]");
    }

    /// <summary>The padding with which an output size rounded down is the one that the file rounds up.</summary>
    private static OnnxPadding RoundedUp(FloatWindow window, OnnxActivation source, OnnxPadding pads)
    {
        int More(int size, int before, int after, int extent, int stride)
        {
            int span = size + before + after - extent;
            int steps = (Math.Max(span, 0) + stride - 1) / stride;
            // A last window that would begin in the padding after the input is left out.
            steps -= steps * stride >= size + before ? 1 : 0;
            return Math.Max(0, (steps * stride) - span);
        }

        return pads with
        {
            Bottom = pads.Bottom + More(source.Shape[2], pads.Top, pads.Bottom, window.ExtentHeight, window.StrideHeight),
            Right = pads.Right + More(source.Shape[3], pads.Left, pads.Right, window.ExtentWidth, window.StrideWidth),
        };
    }
}
