// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random elementwise operators: residuals, gates, constants, functions of one value.</summary>
internal static class ElementwiseLayers
{
    public static Feature Residual(NetworkSketch net, Feature x)
    {
        var y = x;
        for (var i = net.Between(1, 2); i > 0; i--)
        {
            y = ConvolutionLayers.SameSize(net, y, x.Channels);
        }

        return net.Chance(0.5) ? Binary(net, BuiltinOperator.ADD, x, y) : Binary(net, Code(net), y, x);
    }

    /// <summary>A gate for each channel, computed from the mean of the image.</summary>
    public static Feature SqueezeExcite(NetworkSketch net, Feature x)
    {
        var mean = PoolingLayers.Mean(net, x, [1, 2], keep: true);
        var hidden = ConvolutionLayers.SameSize(net, mean, net.Between(1, 4));
        var gate = Logistic(net, ConvolutionLayers.SameSize(net, hidden, x.Channels));
        return net.Chance(0.5) ? Binary(net, BuiltinOperator.MUL, x, gate) : Binary(net, BuiltinOperator.MUL, gate, x);
    }

    /// <summary>The image and its mean along one side, which repeats.</summary>
    public static Feature Repeated(NetworkSketch net, Feature x)
    {
        var mean = PoolingLayers.Mean(net, x, [net.Pick(1, 2)], keep: true);
        return net.Chance(0.5) ? Binary(net, Code(net), x, mean) : Binary(net, Code(net), mean, x);
    }

    public static Feature WithConstant(NetworkSketch net, Feature x)
    {
        int[] shape = net.Pick<int[]>([], [1], [x.Channels], [1, 1, 1, x.Channels], [1, x.Width, 1], [1, x.Height, x.Width, 1], x.Shape);
        var (scale, zeroPoint) = (x.Scale * (0.2f + net.Random.NextSingle()), net.Between(-128, 127));
        var count = shape.Aggregate(1, (a, b) => a * b);
        var values = net.RandomBytes(count, -128);
        var constant = net.Int8s([.. shape], TfLiteQuantization.PerTensor(scale, zeroPoint), values);
        var c = new Feature(constant, shape, scale, zeroPoint, 70);
        var code = Code(net);
        return net.Chance(0.3) ? Binary(net, code, c, x) : Binary(net, code, x, c);
    }

    public static Feature Unary(NetworkSketch net, Feature x)
    {
        switch (net.Between(0, 4))
        {
            case 0:
                return Logistic(net, x);
            case 1:
                return net.Operator(BuiltinOperator.QUANTIZE, [x.Tensor], net.Activation(x.Shape, x.Deviation));
            case 2:
                return net.Operator(BuiltinOperator.RELU6, [x.Tensor], net.Like(x, x.Shape));
            case 3:
                return net.Operator(BuiltinOperator.RELU_N1_TO_1, [x.Tensor], net.Like(x, x.Shape));
            default:
                return net.Operator(BuiltinOperator.RELU, [x.Tensor], net.Chance(0.5) ? net.Like(x, x.Shape) : net.Activation(x.Shape, x.Deviation));
        }
    }

    public static Feature Binary(NetworkSketch net, BuiltinOperator code, Feature a, Feature b)
    {
        var rank = Math.Max(a.Shape.Length, b.Shape.Length);
        int[] shape = [.. WithRank(a.Shape, rank).Zip(WithRank(b.Shape, rank), Math.Max)];
        var deviation = code == BuiltinOperator.MUL
            ? a.Deviation * b.Deviation * 2
            : Math.Sqrt((a.Deviation * a.Deviation) + (b.Deviation * b.Deviation));
        var activation = net.Activation();
        TfLiteOptions options = code switch
        {
            BuiltinOperator.ADD => new AddOptions(activation),
            BuiltinOperator.SUB => new SubOptions(activation),
            _ => new MulOptions(activation),
        };
        return net.Operator(code, [a.Tensor, b.Tensor], net.Activation(shape, deviation), options);
    }

    private static BuiltinOperator Code(NetworkSketch net) => net.Pick(BuiltinOperator.ADD, BuiltinOperator.SUB, BuiltinOperator.MUL);

    private static Feature Logistic(NetworkSketch net, Feature x) =>
        net.Operator(BuiltinOperator.LOGISTIC, [x.Tensor], net.Activation(x.Shape, 1f / 256, -128, 60));

    private static IEnumerable<int> WithRank(int[] shape, int rank) => Enumerable.Repeat(1, rank - shape.Length).Concat(shape);
}
