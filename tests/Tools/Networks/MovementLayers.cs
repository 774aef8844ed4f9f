// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random operators that move values: padding, resizing, joining, turning, reshaping.</summary>
internal static class MovementLayers
{
    /// <summary>A PAD around the image.</summary>
    /// <param name="lowest">Filled with -128 by a PADV2, instead of real 0.</param>
    public static Feature Border(NetworkSketch net, Feature x, bool lowest = false) =>
        Pad(net, x, [0, 0, net.Between(0, 3), net.Between(0, 3), net.Between(0, 3), net.Between(0, 3), 0, 0], lowest ? -128 : null);

    public static Feature PadAll(NetworkSketch net, Feature x) => Pad(
        net, x, [0, 0, net.Between(0, 2), net.Between(0, 2), net.Between(0, 2), net.Between(0, 2), net.Between(0, 1), net.Between(0, 2)],
        net.Chance(0.5) ? null : net.Between(-128, 127));

    public static Feature Resize(NetworkSketch net, Feature x)
    {
        int[] shape = [1, net.Between(1, 16), net.Between(1, 16), x.Channels];
        ResizeNearestNeighborOptions options = net.Pick(
            new ResizeNearestNeighborOptions(false, false), new ResizeNearestNeighborOptions(true, false), new ResizeNearestNeighborOptions(false, true));
        return net.Operator(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, [x.Tensor, net.Int32s(shape[1], shape[2])], net.Like(x, shape), options);
    }

    public static Feature ResizeBilinear(NetworkSketch net, Feature x)
    {
        int[] shape = [1, net.Between(1, 16), net.Between(1, 16), x.Channels];
        ResizeBilinearOptions options = net.Pick(new ResizeBilinearOptions(false, false), new ResizeBilinearOptions(true, false), new ResizeBilinearOptions(false, true));
        return net.Operator(BuiltinOperator.RESIZE_BILINEAR, [x.Tensor, net.Int32s(shape[1], shape[2])], net.Like(x, shape), options);
    }

    /// <summary>The image beside convolved versions of itself.</summary>
    public static Feature Concatenate(NetworkSketch net, Feature x)
    {
        int axis = net.Pick(1, 2, 3, 3, 3);
        List<Feature> parts = new() { x };
        for (int i = net.Between(1, 2); i > 0; i--)
        {
            Feature part = ConvolutionLayers.SameSize(net, net.Pick([.. parts]), axis == 3 ? net.Between(1, 4) : x.Channels);
            parts.Add(net.Chance(0.8) ? net.Operator(BuiltinOperator.QUANTIZE, [part.Tensor], net.Like(x, part.Shape)) : part);
        }

        if (net.Chance(0.25))
        {
            int[] side = [.. x.Shape];
            side[axis] = net.Between(1, 3);
            int constant = net.Int8s(
                [.. side], TfLiteQuantization.PerTensor(net.Chance(0.5) ? x.Scale : 1.3f * x.Scale, x.ZeroPoint), net.RandomBytes(side.Aggregate((a, b) => a * b), -128));
            parts.Insert(net.Between(0, parts.Count), new Feature(constant, side, x.Scale, x.ZeroPoint, 70));
        }

        int[] shape = [.. x.Shape];
        shape[axis] = parts.Sum(p => p.Shape[axis]);
        return net.Operator(
            BuiltinOperator.CONCATENATION, [.. parts.Select(p => p.Tensor)], net.Like(x, shape), new ConcatenationOptions(net.Chance(0.5) ? axis : axis - 4));
    }

    /// <summary>Something done to the turned image, which may then be turned back.</summary>
    public static Feature Turn(NetworkSketch net, Feature x)
    {
        int[] permutation = net.Pick<int[]>([0, 3, 1, 2], [0, 2, 1, 3], [0, 2, 3, 1], [0, 3, 2, 1], [0, 1, 3, 2]);
        Feature turned = Transpose(net, x, permutation);
        turned = net.Between(0, 3) switch
        {
            0 => ElementwiseLayers.Unary(net, turned),
            1 => ElementwiseLayers.WithConstant(net, turned),
            2 => PadAll(net, turned),
            _ => turned,
        };
        return net.Chance(0.7) ? Transpose(net, turned, [.. Enumerable.Range(0, 4).Select(d => Array.IndexOf(permutation, d))]) : turned;
    }

    public static Feature Reshape(NetworkSketch net, Feature x)
    {
        int[] shape = net.Pick<int[]>(
            [1, x.Width, x.Height, x.Channels], [1, x.Height * x.Width, 1, x.Channels], [1, 1, x.Height, x.Width * x.Channels],
            [1, x.Channels, x.Height, x.Width]);
        return Reshape(net, x, shape);
    }

    public static Feature Reshape(NetworkSketch net, Feature x, int[] shape) =>
        net.Operator(BuiltinOperator.RESHAPE, [x.Tensor, net.Int32s(shape)], net.Like(x, shape), new ReshapeOptions([.. shape]));

    public static Feature Transpose(NetworkSketch net, Feature x, int[] permutation) => net.Operator(
        BuiltinOperator.TRANSPOSE, [x.Tensor, net.Int32s(permutation)], net.Like(x, [.. permutation.Select(d => x.Shape[d])]));

    private static Feature Pad(NetworkSketch net, Feature x, int[] paddings, int? value)
    {
        int[] shape = [.. x.Shape.Select((size, d) => size + paddings[2 * d] + paddings[(2 * d) + 1])];
        int table = net.Int32s([4, 2], paddings);
        if (value is not { } fill)
        {
            return net.Operator(BuiltinOperator.PAD, [x.Tensor, table], net.Like(x, shape));
        }

        int constant = net.Int8s([], TfLiteQuantization.PerTensor(x.Scale, x.ZeroPoint), [(sbyte)fill]);
        return net.Operator(BuiltinOperator.PADV2, [x.Tensor, table, constant], net.Like(x, shape));
    }
}
