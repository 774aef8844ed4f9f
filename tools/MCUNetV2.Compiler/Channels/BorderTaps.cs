// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Channels;

/// <summary>The taps of a sliding window that read padding at some output pixel.</summary>
internal static class BorderTaps
{
    /// <summary>For each tap, row by row.</summary>
    public static bool[] Of(Window window, Tensor input, Tensor output)
    {
        bool[] rows = Along(window.KernelHeight, window.DilationHeight, window.StrideHeight, window.PadTop, input.Height, output.Height);
        bool[] columns = Along(window.KernelWidth, window.DilationWidth, window.StrideWidth, window.PadLeft, input.Width, output.Width);
        return [.. rows.SelectMany(row => columns.Select(column => row || column))];
    }

    private static bool[] Along(int kernel, int dilation, int stride, int padBefore, int size, int count) =>
        [.. Enumerable.Range(0, kernel).Select(k => (k * dilation) - padBefore).Select(first => first < 0 || first + ((count - 1) * stride) >= size)];
}
