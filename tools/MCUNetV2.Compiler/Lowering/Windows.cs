// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Output size and padding of a sliding window along one axis, as TFLite computes them.</summary>
internal static class Windows
{
    /// <param name="extent">Input pixels from the first tap to the last.</param>
    public static int OutputSize(TfLitePadding padding, int size, int extent, int stride) =>
        padding == TfLitePadding.Same ? (size + stride - 1) / stride : (size + stride - extent) / stride;

    /// <summary>Padding before the first pixel; the odd one goes after the last.</summary>
    public static int PadBefore(int size, int extent, int stride, int outputSize) =>
        (int)(Math.Max((((long)outputSize - 1) * stride) + extent - size, 0) / 2);
}
