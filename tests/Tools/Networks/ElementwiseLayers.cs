// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Random elementwise operators: residuals, gates, constants, functions of one value.</summary>
internal static class ElementwiseLayers
{
    public static Feature Residual(NetworkSketch net, Feature x)
    {
        Feature y = x;
        for (int i = net.Between(1, 2); i > 0; i--)
        {
            y = ConvolutionLayers.SameSize(net, y, x.Channels);
        }

        return net.Chance(0.5) ? Binary(net, BuiltinOperator.ADD, x, y) : Binary(net, Code(net), y, x);
    }

    /// <summary>A gate for each channel, computed from the mean of the image.</summary>
    public static Feature SqueezeExcite(NetworkSketch net, Feature x)
    {
        Feature mean = PoolingLayers.Mean(net, x, [1, 2], keep: true);
        Feature hidden = ConvolutionLayers.SameSize(net, mean, net.Between(1, 4));
        Feature gate = Logistic(net, ConvolutionLayers.SameSize(net, hidden, x.Channels));
        return net.Chance(0.5) ? Binary(net, BuiltinOperator.MUL, x, gate) : Binary(net, BuiltinOperator.MUL, gate, x);
    }

    /// <summary>The image and its mean along one side, which repeats.</summary>
    public static Feature Repeated(NetworkSketch net, Feature x)
    {
        Feature mean = PoolingLayers.Mean(net, x, [net.Pick(1, 2)], keep: true);
        return net.Chance(0.5) ? Binary(net, Code(net), x, mean) : Binary(net, Code(net), mean, x);
    }

    public static Feature WithConstant(NetworkSketch net, Feature x)
    {
        int[] shape = net.Pick<int[]>([], [1], [x.Channels], [1, 1, 1, x.Channels], [1, x.Width, 1], [1, x.Height, x.Width, 1], x.Shape);
        Feature c = Constant(net, shape, x.Scale * (0.2f + net.Random.NextSingle()));
        BuiltinOperator code = Code(net);
        return net.Chance(0.3) ? Binary(net, code, c, x) : Binary(net, code, x, c);
    }

    public static Feature Unary(NetworkSketch net, Feature x)
    {
        switch (net.Between(0, 5))
        {
            case 0:
                return Logistic(net, x);
            case 1:
                return net.Operator(BuiltinOperator.QUANTIZE, [x.Tensor], net.Activation(x.Shape, x.Deviation));
            case 2:
                return net.Operator(net.Pick(BuiltinOperator.RELU6, BuiltinOperator.RELU_0_TO_1), [x.Tensor], net.Like(x, x.Shape));
            case 3:
                return net.Operator(BuiltinOperator.RELU_N1_TO_1, [x.Tensor], net.Like(x, x.Shape));
            case 4:
                return net.Operator(BuiltinOperator.RELU, [x.Tensor], net.Chance(0.5) ? net.Like(x, x.Shape) : net.Activation(x.Shape, x.Deviation));
            default:
                return Function(net, x);
        }
    }

    /// <summary>A function that becomes a table; those of numbers from 0 on after an ABS.</summary>
    public static Feature Function(NetworkSketch net, Feature x)
    {
        Feature Scaled(BuiltinOperator code, double deviation, TfLiteOptions? options = null) =>
            net.Operator(code, [x.Tensor], net.Activation(x.Shape, deviation), options);

        switch (net.Between(0, 8))
        {
            case 0:
                return Scaled(BuiltinOperator.LEAKY_RELU, x.Deviation, new LeakyReluOptions(net.Pick(0.1f, 0.3f, 0.01f, -0.2f, 1.5f)));
            case 1:
                return Scaled(BuiltinOperator.HARD_SWISH, x.Deviation);
            case 2:
                return net.Operator(BuiltinOperator.TANH, [x.Tensor], net.Activation(x.Shape, 1f / 128, 0, 60));
            case 3:
                return Scaled(BuiltinOperator.ELU, x.Deviation);
            case 4:
                return Scaled(BuiltinOperator.EXP, Math.Exp(Math.Min(x.Deviation, 3)));
            case 5:
                return net.Operator(BuiltinOperator.ABS, [x.Tensor], net.Chance(0.5) ? net.Like(x, x.Shape) : net.Activation(x.Shape, x.Deviation));
            case 6:
                return Scaled(BuiltinOperator.GELU, x.Deviation, new GeluOptions(net.Chance(0.5)));
            case 7:
                x = net.Operator(BuiltinOperator.ABS, [x.Tensor], net.Activation(x.Shape, x.Deviation));
                return Scaled(net.Pick(BuiltinOperator.SQRT, BuiltinOperator.RSQRT), Math.Sqrt(x.Deviation));
            default:
                return Scaled(BuiltinOperator.LOG, Math.Max(0.1, Math.Abs(Math.Log(x.Deviation))));
        }
    }

    /// <summary>A slope a channel, or a value, for what is negative; or the greater of a layer and part of it, which is the same.</summary>
    public static Feature Slope(NetworkSketch net, Feature x)
    {
        if (net.Chance(0.3))
        {
            Feature part = Binary(net, BuiltinOperator.MUL, x, Constant(net, [1, 1, 1, x.Channels], 0.002f));
            Feature alike = net.Operator(BuiltinOperator.QUANTIZE, [part.Tensor], net.Like(x, part.Shape));
            return Binary(net, net.Pick(BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM), x, alike);
        }

        return Binary(net, BuiltinOperator.PRELU, x, Constant(net, net.Pick<int[]>([1, 1, x.Channels], [1, 1, 1], [x.Height, x.Width, x.Channels]), 0.004f));
    }

    /// <summary>The image and one channel made of it, which repeats; or one made of all of it.</summary>
    public static Feature RepeatedChannels(NetworkSketch net, Feature x)
    {
        Feature one = PoolingLayers.Reduce(net, x, net.Pick<int[]>([3], [3], [1, 2, 3]), keep: true);
        return net.Chance(0.5) ? Binary(net, Code(net), x, one) : Binary(net, Code(net), one, x);
    }

    public static Feature Binary(NetworkSketch net, BuiltinOperator code, Feature a, Feature b)
    {
        int rank = Math.Max(a.Shape.Length, b.Shape.Length);
        int[] shape = [.. WithRank(a.Shape, rank).Zip(WithRank(b.Shape, rank), Math.Max)];
        double deviation = code switch
        {
            BuiltinOperator.MUL => a.Deviation * b.Deviation * 2,
            BuiltinOperator.DIV => a.Deviation / b.Deviation,
            BuiltinOperator.PRELU => a.Deviation,
            BuiltinOperator.SQUARED_DIFFERENCE => (a.Deviation * a.Deviation) + (b.Deviation * b.Deviation),
            _ => Math.Sqrt((a.Deviation * a.Deviation) + (b.Deviation * b.Deviation)),
        };
        TfLiteActivation activation = net.Activation();
        TfLiteOptions? options = code switch
        {
            BuiltinOperator.ADD => new AddOptions(activation),
            BuiltinOperator.SUB => new SubOptions(activation),
            BuiltinOperator.MUL => new MulOptions(activation),
            BuiltinOperator.DIV => new DivOptions(activation),
            _ => null,
        };
        return net.Operator(code, [a.Tensor, b.Tensor], net.Activation(shape, deviation), options);
    }

    private static Feature Constant(NetworkSketch net, int[] shape, float scale)
    {
        int zeroPoint = net.Between(-128, 127);
        sbyte[] values = net.RandomBytes(shape.Aggregate(1, (a, b) => a * b), -128);
        return new Feature(net.Int8s([.. shape], TfLiteQuantization.PerTensor(scale, zeroPoint), values), shape, scale, zeroPoint, 70);
    }

    private static BuiltinOperator Code(NetworkSketch net) => net.Chance(0.6)
        ? net.Pick(BuiltinOperator.ADD, BuiltinOperator.SUB, BuiltinOperator.MUL)
        : net.Pick(BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM, BuiltinOperator.DIV, BuiltinOperator.SQUARED_DIFFERENCE, BuiltinOperator.PRELU);

    private static Feature Logistic(NetworkSketch net, Feature x) =>
        net.Operator(BuiltinOperator.LOGISTIC, [x.Tensor], net.Activation(x.Shape, 1f / 256, -128, 60));

    private static IEnumerable<int> WithRank(int[] shape, int rank) => Enumerable.Repeat(1, rank - shape.Length).Concat(shape);
}
