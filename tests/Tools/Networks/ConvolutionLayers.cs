// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random convolutions, with or without a PAD before them.</summary>
internal static class ConvolutionLayers
{
    private const double WeightSpread = 73;

    public static Feature Convolution(NetworkSketch net, Feature x)
    {
        int groups = net.Chance(0.2) ? Divisor(net, x.Channels) : 1;
        return Convolution(net, net.Chance(0.25) ? MovementLayers.Border(net, x) : x, groups * net.Between(1, Math.Max(1, 12 / groups)), groups);
    }

    /// <summary>A convolution that keeps height and width.</summary>
    public static Feature SameSize(NetworkSketch net, Feature x, int channels) => Convolution(
        net, x, channels, 1, new Conv2DOptions(TfLitePadding.Same, 1, 1, net.Activation()), net.Pick(1, 1, 3, 5), net.Pick(1, 3, 3, 2));

    public static Feature Depthwise(NetworkSketch net, Feature x)
    {
        x = net.Chance(0.25) ? MovementLayers.Border(net, x) : x;
        int multiplier = x.Channels > 8 ? 1 : net.Pick(1, 1, 1, 2, 3);
        (TfLitePadding padding, int kernelHeight, int kernelWidth, int dilationHeight, int dilationWidth) = Window(net, x);
        DepthwiseConv2DOptions options = new(
            padding, Stride(net), Stride(net), multiplier, net.Activation(), dilationHeight, dilationWidth);
        int channels = x.Channels * multiplier;
        int[] shape =
        [
            1, Size(padding, x.Height, kernelHeight, dilationHeight, options.StrideHeight),
            Size(padding, x.Width, kernelWidth, dilationWidth, options.StrideWidth), channels,
        ];
        (int weights, int[] bias, double deviation) = Constants(net, x, [1, kernelHeight, kernelWidth, channels], 3, kernelHeight * kernelWidth);
        return net.Operator(BuiltinOperator.DEPTHWISE_CONV_2D, [x.Tensor, weights, .. bias], net.Activation(shape, deviation), options);
    }

    /// <summary>A TRANSPOSE_CONV, sometimes of another size than its input leads to.</summary>
    public static Feature Transposed(NetworkSketch net, Feature x)
    {
        TransposeConvOptions options = new(net.Pick(TfLitePadding.Same, TfLitePadding.Valid), net.Pick(1, 2, 2, 3), net.Pick(1, 2, 2, 3), net.Activation());
        (int kernelHeight, int kernelWidth, int channels) = (net.Between(1, 5), net.Between(1, 5), net.Between(1, 6));
        int Spread(int size, int kernel, int stride) => Math.Max(
            kernel, (options.Padding == TfLitePadding.Same ? size * stride : ((size - 1) * stride) + kernel) + (net.Chance(0.2) ? net.Between(-1, 1) : 0));
        int[] shape = [1, Spread(x.Height, kernelHeight, options.StrideHeight), Spread(x.Width, kernelWidth, options.StrideWidth), channels];
        (int weights, int[] bias, double deviation) = Constants(net, x, [channels, kernelHeight, kernelWidth, x.Channels], 0, kernelHeight * kernelWidth * x.Channels);
        return net.Operator(
            BuiltinOperator.TRANSPOSE_CONV, [net.Int32s(shape), weights, x.Tensor, .. bias], net.Activation(shape, deviation), options);
    }

    public static Feature FullyConnected(NetworkSketch net, Feature x, int channels, int depth, bool keepDimensions = false)
    {
        (int weights, int[] bias, double deviation) = Constants(net, x, [channels, depth], 0, depth);
        FullyConnectedOptions options = new(net.Activation(), keepDimensions);
        int[] shape = keepDimensions ? [.. x.Shape[..^1], channels] : [x.Count / depth, channels];
        return net.Operator(BuiltinOperator.FULLY_CONNECTED, [x.Tensor, weights, .. bias], net.Activation(shape, deviation), options);
    }

    private static Feature Convolution(NetworkSketch net, Feature x, int channels, int groups)
    {
        (TfLitePadding padding, int kernelHeight, int kernelWidth, int dilationHeight, int dilationWidth) = Window(net, x);
        Conv2DOptions options = new(padding, Stride(net), Stride(net), net.Activation(), dilationHeight, dilationWidth);
        return Convolution(net, x, channels, groups, options, kernelHeight, kernelWidth);
    }

    private static Feature Convolution(
        NetworkSketch net, Feature x, int channels, int groups, Conv2DOptions options, int kernelHeight, int kernelWidth)
    {
        int depth = x.Channels / groups;
        int[] shape =
        [
            1, Size(options.Padding, x.Height, kernelHeight, options.DilationHeight, options.StrideHeight),
            Size(options.Padding, x.Width, kernelWidth, options.DilationWidth, options.StrideWidth), channels,
        ];
        (int weights, int[] bias, double deviation) = Constants(net, x, [channels, kernelHeight, kernelWidth, depth], 0, kernelHeight * kernelWidth * depth);
        return net.Operator(BuiltinOperator.CONV_2D, [x.Tensor, weights, .. bias], net.Activation(shape, deviation), options);
    }

    private static (TfLitePadding Padding, int KernelHeight, int KernelWidth, int DilationHeight, int DilationWidth) Window(NetworkSketch net, Feature x)
    {
        (int height, int width) = (net.Between(1, 7), net.Chance(0.5) ? 0 : net.Between(1, 7));
        width = width == 0 ? height : width;
        (int dilationHeight, int dilationWidth) = net.Chance(0.2) ? (net.Between(1, 3), net.Between(1, 3)) : (1, 1);
        bool fits = ((height - 1) * dilationHeight) < x.Height && ((width - 1) * dilationWidth) < x.Width;
        return (fits && net.Chance(0.4) ? TfLitePadding.Valid : TfLitePadding.Same, height, width, dilationHeight, dilationWidth);
    }

    /// <summary>Weights and perhaps a bias, per tensor or per channel, and the deviation of what they make of <paramref name="x"/>.</summary>
    private static (int Weights, int[] Bias, double Deviation) Constants(NetworkSketch net, Feature x, int[] shape, int dimension, int fanIn)
    {
        int channels = shape[dimension];
        float[] scales = Enumerable.Range(0, net.Chance(0.7) ? channels : 1).Select(_ => 0.001f * (1 + net.Random.NextSingle())).ToArray();
        if (scales.Length == channels && channels > 1 && net.Chance(0.1))
        {
            // Some converters leave negative scales, or 0 of channels that are gone.
            scales[net.Between(0, channels - 1)] *= net.Pick(-1, -1, 0);
        }

        long[] zeros = [.. scales.Select(_ => 0L)];
        sbyte[] weights = net.RandomBytes(shape.Aggregate((a, b) => a * b));
        double deviation = Math.Sqrt(fanIn) * WeightSpread * scales.Average() * x.Deviation;
        int range = (int)Math.Min(1 << 20, WeightSpread * x.Spread * Math.Sqrt(fanIn));
        int[] bias = net.Chance(0.15) ? [] : [.. Enumerable.Range(0, channels).Select(_ => net.Between(-range, range))];
        DeadChannels.Plant(net, weights, bias, channels, isDepthwise: dimension > 0, shape[^1]);
        return (
            net.Int8s([.. shape], new TfLiteQuantization([.. scales], [.. zeros], dimension), weights),
            bias.Length == 0 ? [] : [net.Int32s([channels], bias, new TfLiteQuantization([.. scales.Select(s => s * x.Scale)], [.. zeros]))],
            deviation);
    }

    private static int Stride(NetworkSketch net) => net.Pick(1, 1, 1, 2, 2, 3);

    private static int Size(TfLitePadding padding, int size, int kernel, int dilation, int stride) =>
        padding == TfLitePadding.Same ? (size + stride - 1) / stride : (size - ((kernel - 1) * dilation) - 1 + stride) / stride;

    private static int Divisor(NetworkSketch net, int number) => net.Pick([.. Enumerable.Range(1, number).Where(d => number % d == 0)]);
}
