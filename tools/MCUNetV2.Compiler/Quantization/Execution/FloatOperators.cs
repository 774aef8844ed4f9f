using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Operators that are cheap enough to be written plainly.</summary>
internal static class FloatOperators
{
    public static void Add(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = first[i] + second[i];
        }
    }

    public static void FullyConnected(FloatFullyConnected step, ReadOnlySpan<float> input, Span<float> output)
    {
        for (int o = 0; o < output.Length; o++)
        {
            ReadOnlySpan<float> row = step.Weights.AsSpan(o * input.Length, input.Length);
            float sum = step.Bias[o];
            for (int i = 0; i < input.Length; i++)
            {
                sum += row[i] * input[i];
            }

            output[o] = sum;
        }
    }

    public static void Mean(FloatTensor source, ReadOnlySpan<float> input, Span<float> output)
    {
        output.Clear();
        for (int i = 0; i < input.Length; i++)
        {
            output[i % source.Channels] += input[i] / (source.Height * source.Width);
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

    public static void Pad(FloatPad step, FloatTensor source, FloatTensor target, ReadOnlySpan<float> input, Span<float> output)
    {
        output.Clear();
        int row = source.Width * source.Channels;
        for (int y = 0; y < source.Height; y++)
        {
            input.Slice(y * row, row).CopyTo(output[((((y + step.Top) * target.Width) + step.Left) * target.Channels)..]);
        }
    }

    public static void Softmax(ReadOnlySpan<float> input, Span<float> output)
    {
        float maximum = float.NegativeInfinity;
        foreach (float value in input)
        {
            maximum = Math.Max(maximum, value);
        }

        float sum = 0;
        for (int i = 0; i < input.Length; i++)
        {
            output[i] = MathF.Exp(input[i] - maximum);
            sum += output[i];
        }

        for (int i = 0; i < output.Length; i++)
        {
            output[i] /= sum;
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
