using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>Sliding window with TFLite's paddings.</summary>
public sealed record FloatWindow(int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, TfLitePadding Padding)
{
    /// <summary>A square window.</summary>
    public static FloatWindow Square(int kernel, int stride, TfLitePadding padding = TfLitePadding.Same) => new(kernel, kernel, stride, stride, padding);

    public int OutputHeight(int height) => OutputSize(height, KernelHeight, StrideHeight);

    public int OutputWidth(int width) => OutputSize(width, KernelWidth, StrideWidth);

    /// <summary>Rows of padding before the first.</summary>
    public int PadTop(int height) => PadBefore(height, KernelHeight, StrideHeight);

    /// <summary>Columns of padding before the first.</summary>
    public int PadLeft(int width) => PadBefore(width, KernelWidth, StrideWidth);

    private int OutputSize(int size, int kernel, int stride)
    {
        return Padding == TfLitePadding.Same ? (size + stride - 1) / stride : ((size - kernel) / stride) + 1;
    }

    private int PadBefore(int size, int kernel, int stride)
    {
        return Padding == TfLitePadding.Same ? Math.Max(0, ((OutputSize(size, kernel, stride) - 1) * stride) + kernel - size) / 2 : 0;
    }
}
