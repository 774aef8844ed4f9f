// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random pools, means and softmaxes.</summary>
internal static class PoolingLayers
{
    public static Feature Pool(NetworkSketch net, Feature x)
    {
        BuiltinOperator code = net.Pick(BuiltinOperator.AVERAGE_POOL_2D, BuiltinOperator.MAX_POOL_2D);
        if (code == BuiltinOperator.MAX_POOL_2D && net.Chance(0.4))
        {
            x = MovementLayers.Border(net, x, lowest: net.Chance(0.5));
        }

        (int height, int width) = (net.Between(1, 4), net.Between(1, 4));
        TfLitePadding padding = height <= x.Height && width <= x.Width && net.Chance(0.5) ? TfLitePadding.Valid : TfLitePadding.Same;
        Pool2DOptions options = new(padding, net.Between(1, 3), net.Between(1, 3), height, width, net.Activation());
        int Size(int size, int filter, int stride) => (size + stride - (padding == TfLitePadding.Same ? 1 : filter)) / stride;

        int[] shape = [1, Size(x.Height, height, options.StrideHeight), Size(x.Width, width, options.StrideWidth), x.Channels];
        return net.Operator(code, [x.Tensor], net.Like(x, shape), options);
    }

    public static Feature Mean(NetworkSketch net, Feature x, int[] axes, bool keep) => Reduce(net, x, axes, keep, BuiltinOperator.MEAN);

    public static Feature Reduce(NetworkSketch net, Feature x, int[] axes, bool keep) => Reduce(
        net, x, axes, keep, net.Pick(BuiltinOperator.MEAN, BuiltinOperator.SUM, BuiltinOperator.REDUCE_MAX, BuiltinOperator.REDUCE_MIN));

    /// <summary>The numbers of the greatest or least along one dimension, which only an output takes.</summary>
    public static Feature Find(NetworkSketch net, Feature x, int axis) => net.Operator(
        net.Pick(BuiltinOperator.ARG_MAX, BuiltinOperator.ARG_MIN), [x.Tensor, net.Int32s([], [net.Chance(0.5) ? axis : axis - 4])],
        net.Numbers([.. x.Shape[..axis], .. x.Shape[(axis + 1)..]]));

    private static Feature Reduce(NetworkSketch net, Feature x, int[] axes, bool keep, BuiltinOperator code)
    {
        int rank = x.Shape.Length;
        HashSet<int> reduced = axes.ToHashSet();
        int[] shape = keep
            ? [.. x.Shape.Select((size, d) => reduced.Contains(d) ? 1 : size)]
            : [.. x.Shape.Where((_, d) => !reduced.Contains(d))];
        int[] written = [.. axes.Select(a => net.Chance(0.3) ? a - rank : a)];
        int count = code == BuiltinOperator.SUM ? axes.Aggregate(1, (product, a) => product * x.Shape[a]) : 1;
        Feature output = code is BuiltinOperator.REDUCE_MAX or BuiltinOperator.REDUCE_MIN
            ? net.Like(x, shape)
            : net.Activation(shape, x.Deviation / 3 * Math.Sqrt(count));
        int constant = net.Chance(0.2) ? net.Int64s(written) : net.Int32s(written);
        return net.Operator(code, [x.Tensor, constant], output, new ReducerOptions(keep));
    }

    public static Feature Softmax(NetworkSketch net, Feature x) =>
        net.Operator(BuiltinOperator.SOFTMAX, [x.Tensor], net.Activation(x.Shape, 1f / 256, -128, 40), new SoftmaxOptions(net.Pick(1f, 0.5f, 2f)));
}
