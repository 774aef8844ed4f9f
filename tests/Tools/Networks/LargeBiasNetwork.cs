// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>
/// One convolution of any kind whose biases reach up to the ends of int32, and whose output has a scale at which they show: kernels that double,
/// halve, pack or round sums must notice what does not fit.
/// </summary>
internal static class LargeBiasNetwork
{
    private const long MostOfWindow = 128 * 255; // of a tap: weight times pixel less zero point

    /// <param name="seed">The same network for the same seed.</param>
    public static TfLiteModel Generate(int seed)
    {
        NetworkSketch net = new(new Random(seed));
        (int height, int width) = (net.Between(1, 6), net.Between(1, 6));
        bool isDepthwise = seed % 3 == 1;
        int inputs = isDepthwise ? net.Pick(3, 4, 8) : net.Between(1, 9);
        int outputs = isDepthwise ? inputs : net.Between(1, 9);
        int kernel = isDepthwise ? net.Pick(3, 5, 7) : seed % 3 == 0 ? net.Pick(1, 1, 3) : 1;
        Feature input = net.Activation([1, height, width, inputs], 1, net.Between(-128, 127), 74);
        int taps = kernel * kernel * (isDepthwise ? 1 : inputs) * (seed % 3 == 2 ? height * width : 1);
        // A little more than a power of two is a multiplier just below 1 and as many bits to shift by.
        float scale = (float)((1 << net.Between(10, 22)) * (1 + (net.Random.NextDouble() * net.Pick(0.01, 1))));
        // What lies beyond 255 steps of the output is the same for every input; at fewer steps inputs still tell.
        int bound = (int)Math.Min(net.Pick(255f, 255, 1e6f) * scale, int.MaxValue - (MostOfWindow * taps));
        int[] bias = Enumerable.Range(0, outputs).Select(_ => (int)(bound * net.Pick(-1, 1, (2 * net.Random.NextDouble()) - 1))).ToArray();
        Feature Output(params int[] shape) => net.Activation(shape, scale, net.Pick(-128, 127, net.Between(-128, 127)), 74);
        int Biases() => net.Int32s([outputs], bias, new TfLiteQuantization([.. bias.Select(_ => 1f)], [.. bias.Select(_ => 0L)]));
        int Weights(int[] shape, int dimension) => net.Int8s(
            [.. shape], new TfLiteQuantization([.. bias.Select(_ => 1f)], [.. bias.Select(_ => 0L)], dimension), net.RandomBytes(shape.Aggregate((a, b) => a * b)));
        TfLiteActivation activation = net.Activation();
        Feature output = (seed % 3) switch
        {
            0 => net.Operator(
                BuiltinOperator.CONV_2D, [input.Tensor, Weights([outputs, kernel, kernel, inputs], 0), Biases()], Output(1, height, width, outputs),
                new Conv2DOptions(TfLitePadding.Same, 1, 1, activation)),
            1 => net.Operator(
                BuiltinOperator.DEPTHWISE_CONV_2D, [input.Tensor, Weights([1, kernel, kernel, outputs], 3), Biases()], Output(1, height, width, outputs),
                new DepthwiseConv2DOptions(TfLitePadding.Same, 1, 1, 1, activation)),
            _ => net.Operator(
                BuiltinOperator.FULLY_CONNECTED, [input.Tensor, Weights([outputs, input.Count], 0), Biases()], Output(1, outputs), new FullyConnectedOptions(activation, false)),
        };
        return net.Finish(input, [output]);
    }
}
