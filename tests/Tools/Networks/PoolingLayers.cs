// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random pools, means and softmaxes.</summary>
internal static class PoolingLayers
{
    public static Feature Pool(NetworkSketch net, Feature x)
    {
        var code = net.Pick(BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.MAX_POOL_2D);
        if (code == BuiltinOperator.MAX_POOL_2D && net.Chance(0.4))
        {
            x = MovementLayers.Border(net, x, lowest: net.Chance(0.5));
        }

        var (height, width) = (net.Between(1, 4), net.Between(1, 4));
        var padding = height <= x.Height && width <= x.Width && net.Chance(0.5) ? TfLitePadding.Valid : TfLitePadding.Same;
        var options = new Pool2DOptions(padding, net.Between(1, 3), net.Between(1, 3), height, width, net.Activation());
        int Size(int size, int filter, int stride) => (size + stride - (padding == TfLitePadding.Same ? 1 : filter)) / stride;

        int[] shape = [1, Size(x.Height, height, options.StrideHeight), Size(x.Width, width, options.StrideWidth), x.Channels];
        return net.Operator(code, [x.Tensor], net.Like(x, shape), options);
    }

    public static Feature Mean(NetworkSketch net, Feature x, int[] axes, bool keep)
    {
        var rank = x.Shape.Length;
        var reduced = axes.ToHashSet();
        int[] shape = keep
            ? [.. x.Shape.Select((size, d) => reduced.Contains(d) ? 1 : size)]
            : [.. x.Shape.Where((_, d) => !reduced.Contains(d))];
        int[] written = [.. axes.Select(a => net.Chance(0.3) ? a - rank : a)];
        return net.Operator(
            BuiltinOperator.MEAN, [x.Tensor, net.Int32s(written)], net.Activation(shape, x.Deviation / 3), new ReducerOptions(keep));
    }

    public static Feature Softmax(NetworkSketch net, Feature x) =>
        net.Operator(BuiltinOperator.SOFTMAX, [x.Tensor], net.Activation(x.Shape, 1f / 256, -128, 40), new SoftmaxOptions(net.Pick(1f, 0.5f, 2f)));
}
