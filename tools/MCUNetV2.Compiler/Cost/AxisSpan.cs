// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Cost;

/// <summary>What one call of a kernel computes along one axis, as far as it matters for its instructions.</summary>
/// <param name="Size">Output pixels (of the input, where the operator accumulates).</param>
/// <param name="Before">Those of them whose windows begin on padding.</param>
/// <param name="After">Those whose windows end on padding.</param>
/// <param name="Taps">Taps inside the input, of all windows together.</param>
/// <param name="Read">Input pixels that the windows cover.</param>
/// <param name="IsFirst">Begins where the tensor does.</param>
/// <param name="IsLast">Ends where the tensor does.</param>
internal readonly record struct AxisSpan(int Size, int Before, int After, int Taps, int Read, bool IsFirst, bool IsLast)
{
    /// <summary>Windows that lie inside the input.</summary>
    public int Inside => Math.Max(0, Size - Before - After);

    /// <param name="begin">First output pixel.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="size">Of the output.</param>
    /// <param name="input">Size of the input.</param>
    public static AxisSpan Of(int begin, int end, int size, int input, int kernel, int stride, int dilation, int pad)
    {
        if (begin >= end)
        {
            return default;
        }

        int before = 0, after = 0, taps = 0;
        for (int i = begin; i < end; i++)
        {
            int first = (i * stride) - pad;
            int inside = 0;
            for (int tap = 0; tap < kernel; tap++)
            {
                int at = first + (tap * dilation);
                inside += at >= 0 && at < input ? 1 : 0;
            }

            bool starts = first < 0;
            before += starts ? 1 : 0;
            after += !starts && first + ((kernel - 1) * dilation) >= input ? 1 : 0;
            taps += inside;
        }

        int left = Math.Clamp((begin * stride) - pad, 0, input);
        int right = Math.Clamp(((end - 1) * stride) - pad + ((kernel - 1) * dilation) + 1, left, input);
        return new AxisSpan(end - begin, before, after, taps, right - left, begin == 0, end == size);
    }
}
