// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

internal static class ReferenceConvolution
{
    public static void Conv(
        ReferenceTensor input, ReferenceTensor weights, float[] scales, int[]? bias, Conv2DOptions options, ReferenceTensor output)
    {
        (_, int height, int width, int channels) = input.Dimensions4();
        (int outputs, int kernelHeight, int kernelWidth, int depth) = weights.Dimensions4();
        (_, int outputHeight, int outputWidth, _) = output.Dimensions4();
        int top = PadBefore(options.Padding, height, outputHeight, kernelHeight, options.StrideHeight, options.DilationHeight);
        int left = PadBefore(options.Padding, width, outputWidth, kernelWidth, options.StrideWidth, options.DilationWidth);
        int perGroup = outputs / (channels / depth);
        (int Min, int Max) range = Activations.Range(options.Activation, output);
        for (int oc = 0; oc < outputs; oc++)
        {
            (int Multiplier, int Shift) factor = Factor(input, scales, oc, output);
            for (int oy = 0; oy < outputHeight; oy++)
            {
                for (int ox = 0; ox < outputWidth; ox++)
                {
                    int sum = bias?[oc] ?? 0;
                    for (int ky = 0; ky < kernelHeight; ky++)
                    {
                        for (int kx = 0; kx < kernelWidth; kx++)
                        {
                            int iy = (oy * options.StrideHeight) - top + (ky * options.DilationHeight);
                            int ix = (ox * options.StrideWidth) - left + (kx * options.DilationWidth);
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                Span<int> pixel = input.Values.AsSpan((((iy * width) + ix) * channels) + (oc / perGroup * depth), depth);
                                Span<int> taps = weights.Values.AsSpan(((((oc * kernelHeight) + ky) * kernelWidth) + kx) * depth, depth);
                                for (int c = 0; c < depth; c++)
                                {
                                    sum += taps[c] * (pixel[c] - input.ZeroPoint);
                                }
                            }
                        }
                    }

                    output.Values[(((oy * outputWidth) + ox) * outputs) + oc] = Finish(sum, factor, output, range);
                }
            }
        }
    }

    /// <summary>Every input pixel adds its share to what lies under its kernel; what lies outside the output is lost.</summary>
    public static void Transposed(
        ReferenceTensor input, ReferenceTensor weights, float[] scales, int[]? bias, TransposeConvOptions options, ReferenceTensor output)
    {
        (_, _, int width, int depth) = input.Dimensions4();
        (int outputs, int kernelHeight, int kernelWidth, _) = weights.Dimensions4();
        (_, int outputHeight, int outputWidth, _) = output.Dimensions4();
        int Cut(int size, int kernel, int stride) =>
            options.Padding == TfLitePadding.Same ? Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + kernel - size) / 2 : 0;

        (int top, int left) = (Cut(outputHeight, kernelHeight, options.StrideHeight), Cut(outputWidth, kernelWidth, options.StrideWidth));
        int[] sums = new int[output.Values.Length];
        for (int i = 0; i < input.Values.Length; i++)
        {
            (int c, int x, int y) = (i % depth, i / depth % width, i / depth / width);
            for (int k = 0; k < outputs * kernelHeight * kernelWidth; k++)
            {
                (int kx, int ky, int oc) = (k % kernelWidth, k / kernelWidth % kernelHeight, k / kernelWidth / kernelHeight);
                (int oy, int ox) = ((y * options.StrideHeight) - top + ky, (x * options.StrideWidth) - left + kx);
                if (oy >= 0 && oy < outputHeight && ox >= 0 && ox < outputWidth)
                {
                    sums[(((oy * outputWidth) + ox) * outputs) + oc] += weights.Values[(k * depth) + c] * (input.Values[i] - input.ZeroPoint);
                }
            }
        }

        (int Min, int Max) range = Activations.Range(options.Activation, output);
        for (int i = 0; i < sums.Length; i++)
        {
            int oc = i % outputs;
            output.Values[i] = Finish(sums[i] + (bias?[oc] ?? 0), Factor(input, scales, oc, output), output, range);
        }
    }

    public static void Depthwise(
        ReferenceTensor input, ReferenceTensor weights, float[] scales, int[]? bias, DepthwiseConv2DOptions options, ReferenceTensor output)
    {
        (_, int height, int width, int channels) = input.Dimensions4();
        (_, int kernelHeight, int kernelWidth, int outputs) = weights.Dimensions4();
        (_, int outputHeight, int outputWidth, _) = output.Dimensions4();
        int top = PadBefore(options.Padding, height, outputHeight, kernelHeight, options.StrideHeight, options.DilationHeight);
        int left = PadBefore(options.Padding, width, outputWidth, kernelWidth, options.StrideWidth, options.DilationWidth);
        (int Min, int Max) range = Activations.Range(options.Activation, output);
        for (int oc = 0; oc < outputs; oc++)
        {
            (int Multiplier, int Shift) factor = Factor(input, scales, oc, output);
            for (int oy = 0; oy < outputHeight; oy++)
            {
                for (int ox = 0; ox < outputWidth; ox++)
                {
                    int sum = bias?[oc] ?? 0;
                    for (int ky = 0; ky < kernelHeight; ky++)
                    {
                        for (int kx = 0; kx < kernelWidth; kx++)
                        {
                            int iy = (oy * options.StrideHeight) - top + (ky * options.DilationHeight);
                            int ix = (ox * options.StrideWidth) - left + (kx * options.DilationWidth);
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                int value = input.Values[(((iy * width) + ix) * channels) + (oc / (outputs / channels))];
                                sum += weights.Values[(((ky * kernelWidth) + kx) * outputs) + oc] * (value - input.ZeroPoint);
                            }
                        }
                    }

                    output.Values[(((oy * outputWidth) + ox) * outputs) + oc] = Finish(sum, factor, output, range);
                }
            }
        }
    }

    public static void FullyConnected(
        ReferenceTensor input, ReferenceTensor weights, float[] scales, int[]? bias, FullyConnectedOptions? options, ReferenceTensor output)
    {
        (int outputs, int depth) = (weights.Shape[0], weights.Shape[1]);
        (int Min, int Max) range = Activations.Range(options?.Activation ?? TfLiteActivation.NONE, output);
        for (int row = 0; row < input.Values.Length / depth; row++)
        {
            for (int oc = 0; oc < outputs; oc++)
            {
                // One scale for all weights is multiplied in single precision.
                (int Multiplier, int Shift) factor = scales.Length > 1
                    ? Factor(input, scales, oc, output)
                    : Rounding.Quantize((double)((float)input.Scale * scales[0]) / output.Scale);
                int sum = bias?[oc] ?? 0;
                for (int i = 0; i < depth; i++)
                {
                    sum += weights.Values[(oc * depth) + i] * (input.Values[(row * depth) + i] - input.ZeroPoint);
                }

                output.Values[(row * outputs) + oc] = Finish(sum, factor, output, range);
            }
        }
    }

    public static int PadBefore(TfLitePadding padding, int size, int outputSize, int kernel, int stride, int dilation)
    {
        int needed = ((outputSize - 1) * stride) + ((kernel - 1) * dilation) + 1 - size;
        return padding == TfLitePadding.Same && needed > 0 ? needed / 2 : 0;
    }

    private static (int Multiplier, int Shift) Factor(ReferenceTensor input, float[] scales, int channel, ReferenceTensor output) =>
        Rounding.Quantize(input.Scale * scales[scales.Length > 1 ? channel : 0] / output.Scale);

    private static int Finish(int sum, (int Multiplier, int Shift) factor, ReferenceTensor output, (int Min, int Max) range) =>
        Math.Clamp(Rounding.Apply(sum, factor) + output.ZeroPoint, range.Min, range.Max);
}
