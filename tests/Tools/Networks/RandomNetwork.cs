// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Operators;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>A small network for a seed: every operator, odd sizes, kernels 1 to 7, strides 1 to 3, dilation, residuals, gates, several outputs.</summary>
internal static class RandomNetwork
{
    private const int LargestSide = 20;
    private const int MostValues = 6000;

    /// <summary>Networks that an <see cref="OperatorCase"/> is added to; drawn apart, so that the others stay what they are when one is added.</summary>
    private const double OwnLayers = 0.1;

    private static readonly Func<NetworkSketch, Feature, Feature>[] Layers =
    [
        ConvolutionLayers.Convolution, ConvolutionLayers.Convolution, ConvolutionLayers.Convolution, ConvolutionLayers.Depthwise,
        ConvolutionLayers.Depthwise, ElementwiseLayers.Residual, ElementwiseLayers.Residual, ElementwiseLayers.SqueezeExcite,
        ElementwiseLayers.Repeated, ElementwiseLayers.WithConstant, ElementwiseLayers.Unary, PoolingLayers.Pool, PoolingLayers.Pool,
        MovementLayers.PadAll, MovementLayers.Resize, MovementLayers.Concatenate, MovementLayers.Turn, MovementLayers.Reshape,
        ElementwiseLayers.Function, ElementwiseLayers.Slope, ElementwiseLayers.RepeatedChannels,
        ConvolutionLayers.Transposed, MovementLayers.ResizeBilinear, SlicingLayers.Slice, SlicingLayers.Split, SlicingLayers.Blocks,
        SlicingLayers.Repeat, SlicingLayers.Anchors,
    ];

    /// <param name="seed">The same network for the same seed.</param>
    /// <param name="deadChannels">See <see cref="NetworkSketch.DeadChannels"/>.</param>
    public static TfLiteModel Generate(int seed, double deadChannels = 0)
    {
        NetworkSketch net = new(new Random(seed)) { DeadChannels = deadChannels };
        (Feature input, Feature x) = Input(net);
        List<Feature> outputs = new();
        double outputsWithin = net.Pick(0, 0.05, 0.4);
        for (int depth = net.Between(2, 8); depth > 0; depth--)
        {
            Feature next = net.Pick(Layers)(net, x);
            if (next.Count > MostValues || next.Height > 4 * LargestSide || next.Width > 4 * LargestSide)
            {
                // Left in the model as operators that lead nowhere.
                continue;
            }

            x = next;
            if (net.Chance(outputsWithin))
            {
                outputs.Add(x);
            }
        }

        Random own = new(~seed);
        if (!OperatorCase.All.IsEmpty && own.NextDouble() < OwnLayers)
        {
            x = OperatorCase.All[own.Next(OperatorCase.All.Length)].Draw(net, x);
        }

        outputs.Add(Head(net, x));
        return net.Finish(input, outputs.DistinctBy(o => o.Tensor));
    }

    private static (Feature Input, Feature Image) Input(NetworkSketch net)
    {
        int Side() => net.Chance(0.1) ? 1 : net.Between(1, LargestSide);

        (int height, int width, int channels) = (Side(), Side(), net.Pick(1, 2, 3, 3, 4, 5, 7));
        bool nchw = net.Chance(0.15);
        int[] shape = nchw ? [1, channels, height, width] : [1, height, width, channels];
        const float Scale = 0.02f;
        if (net.Chance(0.1))
        {
            Feature bytes = net.Bytes(shape, Scale);
            Feature quantized = net.Operator(BuiltinOperator.QUANTIZE, [bytes.Tensor], net.Activation(shape, bytes.Deviation));
            return (bytes, nchw ? MovementLayers.Transpose(net, quantized, [0, 2, 3, 1]) : quantized);
        }

        Feature input = net.Activation(shape, Scale, net.Between(-128, 127), 74);
        return (input, nchw ? MovementLayers.Transpose(net, input, [0, 2, 3, 1]) : input);
    }

    private static Feature Head(NetworkSketch net, Feature x)
    {
        switch (net.Between(0, 15))
        {
            case 0:
                Feature mean = PoolingLayers.Mean(net, x, [1, 2], keep: false);
                return PoolingLayers.Softmax(net, ConvolutionLayers.FullyConnected(net, mean, net.Between(1, 10), mean.Count));
            case 1:
                return ConvolutionLayers.FullyConnected(net, MovementLayers.Reshape(net, x, [1, x.Count]), net.Between(1, 6), x.Count);
            case 2:
                return ConvolutionLayers.FullyConnected(net, MovementLayers.Reshape(net, x, [x.Height * x.Width, x.Channels]), net.Between(1, 6), x.Channels);
            case 3:
                return PoolingLayers.Softmax(net, x);
            case 4:
                return ConvolutionLayers.FullyConnected(net, MovementLayers.Transpose(net, x, [0, 3, 1, 2]), net.Between(1, 6), x.Count);
            case 5:
                return PoolingLayers.Reduce(net, x, net.Pick<int[]>([1], [2], [3], [1, 3], [2, 1], [1, 2, 3]), net.Chance(0.5));
            case 6:
                Feature rows = PoolingLayers.Mean(net, MovementLayers.Transpose(net, x, [0, 3, 1, 2]), [net.Pick(2, 3)], keep: false);
                return PoolingLayers.Mean(net, rows, [2], keep: false);
            case 7:
                return ElementwiseLayers.Unary(net, x);
            case 8:
                return net.Operator(BuiltinOperator.QUANTIZE, [x.Tensor], net.Bytes(x.Shape, x.Scale * 1.5f));
            case 9:
                return ConvolutionLayers.FullyConnected(net, x, net.Between(1, 6), x.Channels, keepDimensions: true);
            case 10:
                Feature squeezed = net.Operator(BuiltinOperator.SQUEEZE, [x.Tensor], net.Like(x, [x.Height, x.Width, x.Channels]));
                return net.Operator(BuiltinOperator.EXPAND_DIMS, [squeezed.Tensor, net.Int32s(0)], net.Like(x, x.Shape));
            case 11:
            case 12:
                return PoolingLayers.Find(net, x, net.Pick(3, 3, 1, 2));
            default:
                return ConvolutionLayers.Convolution(net, x);
        }
    }
}
