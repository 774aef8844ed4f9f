// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>The window of a ConvTranspose: SAME where TFLite's cut is the file's, else the full result and the part of it that is wanted.</summary>
/// <param name="FullHeight">Rows that the operator computes.</param>
/// <param name="FullWidth">Columns that the operator computes.</param>
/// <param name="Top">Of these, rows to leave out before.</param>
/// <param name="Left">Of these, columns to leave out before.</param>
/// <param name="Height">Rows that remain.</param>
/// <param name="Width">Columns that remain.</param>
internal sealed record TransposedWindow(FloatWindow Window, int FullHeight, int FullWidth, int Top, int Left, int Height, int Width)
{
    public bool IsWhole => Height == FullHeight && Width == FullWidth;

    public static TransposedWindow Of(OnnxContext context, OnnxActivation value, int kernelHeight, int kernelWidth)
    {
        OnnxNode node = context.Node;
        (int strideHeight, int strideWidth) = OnnxWindow.Pair(node, "strides");
        if (OnnxWindow.Pair(node, "dilations") != (1, 1))
        {
            throw node.Refuse("is dilated, which TFLite's TRANSPOSE_CONV is not");
        }

        FloatWindow window = new(kernelHeight, kernelWidth, strideHeight, strideWidth, TfLitePadding.Valid);
        Span rows = Along(node, 0, value.Shape[2], kernelHeight, strideHeight);
        Span columns = Along(node, 1, value.Shape[3], kernelWidth, strideWidth);
        FloatWindow same = window with { Padding = TfLitePadding.Same };
        bool isSame = rows.Size == value.Shape[2] * strideHeight && same.PadTop(rows.Size) == rows.Before &&
            columns.Size == value.Shape[3] * strideWidth && same.PadLeft(columns.Size) == columns.Before;
        return isSame
            ? new TransposedWindow(same, rows.Size, columns.Size, 0, 0, rows.Size, columns.Size)
            : new TransposedWindow(window, rows.Full, columns.Full, rows.Before, columns.Before, rows.Size, columns.Size);
    }

    private static Span Along(OnnxNode node, int dimension, int size, int kernel, int stride)
    {
        int full = ((size - 1) * stride) + kernel;
        long extra = (node.Integers("output_padding") ?? [0, 0]) is { Length: 2 } paddings ? paddings[dimension] : 0;
        OnnxPadding pads = OnnxWindow.Explicit(node);
        long before = dimension == 0 ? pads.Top : pads.Left;
        long after = dimension == 0 ? pads.Bottom : pads.Right;
        long wanted = full - before - after + extra;
        string automatic = node.Text("auto_pad", "NOTSET");
        if (node.Integers("output_shape") is { Length: >= 2 } shape)
        {
            wanted = shape[^(2 - dimension)];
            before = Math.Max(0, (full - wanted) / 2);
        }
        else if (automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            wanted = (long)size * stride;
            long cut = Math.Max(0, full - wanted);
            before = automatic == "SAME_UPPER" ? cut / 2 : cut - (cut / 2);
        }

        return wanted >= 1 && before + wanted <= full
            ? new Span(full, (int)before, (int)wanted)
            : throw node.Refuse($"asks for {wanted} rows or columns from {before} of the {full} that its kernel and stride lead to");
    }

    private readonly record struct Span(int Full, int Before, int Size);
}
