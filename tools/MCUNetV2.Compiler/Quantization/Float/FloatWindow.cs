// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>Sliding window with TFLite's paddings.</summary>
public sealed record FloatWindow(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, TfLitePadding Padding, int DilationHeight = 1, int DilationWidth = 1)
{
    /// <summary>A square window.</summary>
    public static FloatWindow Square(int kernel, int stride, TfLitePadding padding = TfLitePadding.Same) => new(kernel, kernel, stride, stride, padding);

    /// <summary>Rows from the first tap to the last.</summary>
    public int ExtentHeight => ((KernelHeight - 1) * DilationHeight) + 1;

    /// <summary>Columns from the first tap to the last.</summary>
    public int ExtentWidth => ((KernelWidth - 1) * DilationWidth) + 1;

    public int OutputHeight(int height) => OutputSize(height, ExtentHeight, StrideHeight);

    public int OutputWidth(int width) => OutputSize(width, ExtentWidth, StrideWidth);

    /// <summary>Rows of padding before the first.</summary>
    public int PadTop(int height) => Math.Max(0, TotalHeight(height)) / 2;

    /// <summary>Columns of padding before the first.</summary>
    public int PadLeft(int width) => Math.Max(0, TotalWidth(width)) / 2;

    /// <summary>Rows of padding after the last.</summary>
    public int PadBottom(int height) => Math.Max(0, TotalHeight(height)) - PadTop(height);

    /// <summary>Columns of padding after the last.</summary>
    public int PadRight(int width) => Math.Max(0, TotalWidth(width)) - PadLeft(width);

    private int TotalHeight(int height) => Total(height, ExtentHeight, StrideHeight);

    private int TotalWidth(int width) => Total(width, ExtentWidth, StrideWidth);

    private int OutputSize(int size, int extent, int stride)
    {
        return Padding == TfLitePadding.Same ? (size + stride - 1) / stride : ((size - extent) / stride) + 1;
    }

    private int Total(int size, int extent, int stride)
    {
        return Padding == TfLitePadding.Same ? ((OutputSize(size, extent, stride) - 1) * stride) + extent - size : 0;
    }
}
