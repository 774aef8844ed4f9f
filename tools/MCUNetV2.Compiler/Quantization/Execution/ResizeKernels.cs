// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Resized images, sampled where TFLite samples.</summary>
internal static class ResizeKernels
{
    public static FloatKernel Prepare(FloatResize step, FloatTensor source, FloatTensor target)
    {
        float[] rows = Positions(step, source.Height, target.Height);
        float[] columns = Positions(step, source.Width, target.Width);
        return (inputs, output) =>
        {
            float[] input = inputs[0];
            for (int i = 0; i < output.Length; i++)
            {
                int channel = i % target.Channels;
                float row = rows[i / target.Channels / target.Width];
                float column = columns[i / target.Channels % target.Width];
                output[i] = step.Bilinear ? Between(source, input, row, column, channel) : input[Index(source, (int)row, (int)column, channel)];
            }
        };
    }

    /// <summary>Where each output row (or column) lies in the input: a real place between two, or the number of the nearest.</summary>
    public static float[] Positions(FloatResize step, int from, int to)
    {
        float scale = step.AlignCorners && to > 1 ? (from - 1) / (float)(to - 1) : from / (float)to;
        return [.. Enumerable.Range(0, to).Select(i => step.Bilinear ? Real(i) : Nearest(i))];

        float Real(int i) => Math.Clamp(step.HalfPixelCenters ? ((i + 0.5f) * scale) - 0.5f : i * scale, 0, from - 1);

        float Nearest(int i)
        {
            float position = (i + (step.HalfPixelCenters ? 0.5f : 0)) * scale;
            return Math.Min(step.AlignCorners ? MathF.Round(position, MidpointRounding.AwayFromZero) : MathF.Floor(position), from - 1);
        }
    }

    private static float Between(FloatTensor source, float[] input, float row, float column, int channel)
    {
        int top = (int)row;
        int left = (int)column;
        int bottom = Math.Min(top + 1, source.Height - 1);
        int right = Math.Min(left + 1, source.Width - 1);
        float below = row - top;
        float beside = column - left;
        float upper = Mix(input[Index(source, top, left, channel)], input[Index(source, top, right, channel)], beside);
        float lower = Mix(input[Index(source, bottom, left, channel)], input[Index(source, bottom, right, channel)], beside);
        return Mix(upper, lower, below);
    }

    private static float Mix(float first, float second, float share) => first + ((second - first) * share);

    private static int Index(FloatTensor source, int row, int column, int channel) => (((row * source.Width) + column) * source.Channels) + channel;
}
