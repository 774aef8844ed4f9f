// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Sums and maxima over windows, cheap enough to be written plainly.</summary>
internal static class WindowKernels
{
    public static void FullyConnected(FloatFullyConnected step, ReadOnlySpan<float> input, Span<float> output)
    {
        int outputs = step.Bias.Length;
        int depth = step.Weights.Length / outputs;
        for (int o = 0; o < output.Length; o++)
        {
            ReadOnlySpan<float> row = step.Weights.AsSpan(o % outputs * depth, depth);
            ReadOnlySpan<float> values = input.Slice(o / outputs * depth, depth);
            float sum = step.Bias[o % outputs];
            for (int i = 0; i < depth; i++)
            {
                sum += row[i] * values[i];
            }

            output[o] = sum;
        }
    }

    public static void Pool(FloatPool step, FloatTensor source, FloatTensor target, ReadOnlySpan<float> input, Span<float> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            int channel = i % target.Channels;
            int x = i / target.Channels % target.Width;
            int y = i / target.Channels / target.Width;
            output[i] = PoolWindow(step, source, input, channel, y, x);
        }
    }

    public static void TransposeConvolution(
        FloatTransposeConvolution step, FloatTensor source, FloatTensor target, ReadOnlySpan<float> input, Span<float> output)
    {
        FloatWindow window = step.Window;
        // The padding of the convolution that leads from the output's size to the input's.
        int padTop = window.PadTop(target.Height);
        int padLeft = window.PadLeft(target.Width);
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = step.Bias[i % target.Channels];
        }

        for (int pixel = 0; pixel < source.Height * source.Width; pixel++)
        {
            ReadOnlySpan<float> values = input.Slice(pixel * source.Channels, source.Channels);
            int top = (pixel / source.Width * window.StrideHeight) - padTop;
            int left = (pixel % source.Width * window.StrideWidth) - padLeft;
            for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
            {
                int y = top + (tap / window.KernelWidth);
                int x = left + (tap % window.KernelWidth);
                if (y >= 0 && y < target.Height && x >= 0 && x < target.Width)
                {
                    AddTap(step, tap, values, output.Slice(((y * target.Width) + x) * target.Channels, target.Channels));
                }
            }
        }
    }

    private static void AddTap(FloatTransposeConvolution step, int tap, ReadOnlySpan<float> values, Span<float> sums)
    {
        int taps = step.Window.KernelHeight * step.Window.KernelWidth;
        for (int o = 0; o < sums.Length; o++)
        {
            ReadOnlySpan<float> weights = step.Weights.AsSpan(((o * taps) + tap) * values.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                sums[o] += weights[i] * values[i];
            }
        }
    }

    private static float PoolWindow(FloatPool step, FloatTensor source, ReadOnlySpan<float> input, int channel, int y, int x)
    {
        int top = (y * step.Window.StrideHeight) - step.Window.PadTop(source.Height);
        int left = (x * step.Window.StrideWidth) - step.Window.PadLeft(source.Width);
        float maximum = float.NegativeInfinity;
        float sum = 0;
        int count = 0;
        for (int row = Math.Max(0, top); row < Math.Min(source.Height, top + step.Window.KernelHeight); row++)
        {
            for (int column = Math.Max(0, left); column < Math.Min(source.Width, left + step.Window.KernelWidth); column++)
            {
                float value = input[(((row * source.Width) + column) * source.Channels) + channel];
                maximum = Math.Max(maximum, value);
                sum += value;
                count++;
            }
        }

        return step.Maximum ? maximum : sum / count;
    }
}
