// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>Operators that only move values.</summary>
internal static class ReferenceMovement
{
    public static void Pad(ReferenceTensor input, int[] paddings, int fill, ReferenceTensor output)
    {
        for (int i = 0; i < output.Values.Length; i++)
        {
            int[] position = Coordinates(i, output.Shape);
            int[] source = [.. position.Select((p, d) => p - paddings[2 * d])];
            bool inside = source.Select((p, d) => p >= 0 && p < input.Shape[d]).All(yes => yes);
            output.Values[i] = inside ? input.Values[Index(source, input.Shape)] : fill;
        }
    }

    public static void Resize(ReferenceTensor input, ResizeNearestNeighborOptions? options, ReferenceTensor output)
    {
        (_, int height, int width, int channels) = input.Dimensions4();
        (_, int outputHeight, int outputWidth, _) = output.Dimensions4();
        for (int i = 0; i < output.Values.Length; i++)
        {
            (int c, int x, int y) = (i % channels, i / channels % outputWidth, i / channels / outputWidth);
            (int sx, int sy) = (Nearest(x, width, outputWidth, options), Nearest(y, height, outputHeight, options));
            output.Values[i] = input.Values[(((sy * width) + sx) * channels) + c];
        }
    }

    /// <summary>Places in 1/1024 of a pixel; weights of the four pixels around, and the sum rounded half away from zero.</summary>
    public static void ResizeBilinear(ReferenceTensor input, ResizeBilinearOptions? options, ReferenceTensor output)
    {
        (_, int height, int width, int channels) = input.Dimensions4();
        (_, int outputHeight, int outputWidth, _) = output.Dimensions4();
        for (int i = 0; i < output.Values.Length; i++)
        {
            (int c, int x, int y) = (i % channels, i / channels % outputWidth, i / channels / outputWidth);
            (int top, int down) = Place(y, height, outputHeight, options);
            (int left, int right) = Place(x, width, outputWidth, options);
            double sum = 0;
            foreach ((int dy, int dx) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
            {
                (int sy, int sx) = (Math.Min(top + dy, height - 1), Math.Min(left + dx, width - 1));
                sum += input.Values[(((sy * width) + sx) * channels) + c] * (dy == 0 ? 1024 - down : down) * (dx == 0 ? 1024.0 - right : right);
            }

            output.Values[i] = (int)Math.Round(sum / (1 << 20), MidpointRounding.AwayFromZero);
        }
    }

    private static (int Pixel, int Fraction) Place(int position, int size, int outputSize, ResizeBilinearOptions? options)
    {
        (int whole, int steps) = options?.AlignCorners == true && outputSize > 1 ? (size - 1, outputSize - 1) : (size, outputSize);
        int scale = ((1024 * whole) + (steps / 2)) / steps;
        int place = (position * scale) + (options?.HalfPixelCenters == true ? (scale / 2) - 512 : 0);
        return place < 0 ? (0, 0) : (place / 1024, place % 1024);
    }

    public static void Concatenate(ReferenceTensor[] inputs, int axis, ReferenceTensor output)
    {
        axis = (axis + output.Rank) % output.Rank;
        for (int i = 0; i < output.Values.Length; i++)
        {
            int[] position = Coordinates(i, output.Shape);
            int which = 0;
            while (position[axis] >= inputs[which].Shape[axis])
            {
                position[axis] -= inputs[which++].Shape[axis];
            }

            output.Values[i] = Rescaled(inputs[which].Values[Index(position, inputs[which].Shape)], inputs[which], output);
        }
    }

    /// <summary>As TFLite joins uint8 inputs of other quantisations; int8 ones are as many with 128 less.</summary>
    private static int Rescaled(int value, ReferenceTensor input, ReferenceTensor output)
    {
        if ((input.Scale, input.ZeroPoint) == (output.Scale, output.ZeroPoint))
        {
            return value;
        }

        float scale = (float)input.Scale * (1f / (float)output.Scale);
        float bias = -(input.ZeroPoint + 128) * scale;
        int steps = (int)MathF.Round(((value + 128) * scale) + bias, MidpointRounding.AwayFromZero);
        return Math.Clamp(steps + output.ZeroPoint, -128, 127);
    }

    public static void Transpose(ReferenceTensor input, int[] permutation, ReferenceTensor output)
    {
        for (int i = 0; i < output.Values.Length; i++)
        {
            int[] position = Coordinates(i, output.Shape);
            int[] source = new int[input.Rank];
            for (int d = 0; d < permutation.Length; d++)
            {
                source[permutation[d]] = position[d];
            }

            output.Values[i] = input.Values[Index(source, input.Shape)];
        }
    }

    private static int Nearest(int position, int size, int outputSize, ResizeNearestNeighborOptions? options)
    {
        bool align = options?.AlignCorners == true;
        float offset = options?.HalfPixelCenters == true ? 0.5f : 0f;
        float scale = align && outputSize > 1 ? (size - 1) / (float)(outputSize - 1) : size / (float)outputSize;
        float real = (position + offset) * scale;
        return Math.Min((int)(align ? MathF.Round(real, MidpointRounding.AwayFromZero) : MathF.Floor(real)), size - 1);
    }

    internal static int[] Coordinates(int index, int[] shape)
    {
        int[] position = new int[shape.Length];
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            position[d] = index % shape[d];
            index /= shape[d];
        }

        return position;
    }

    internal static int Index(int[] position, int[] shape) => position.Select((p, d) => (p, d)).Aggregate(0, (sum, next) => (sum * shape[next.d]) + next.p);
}
