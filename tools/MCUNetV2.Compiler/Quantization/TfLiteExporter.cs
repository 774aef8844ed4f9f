using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Writes a quantised graph down as TFLite operators and tensors.</summary>
internal sealed class TfLiteExporter
{
    private const int MeanAxesCount = 2;

    private readonly QuantizedGraph _graph;
    private readonly List<TfLiteTensor> _tensors = [];

    private TfLiteExporter(QuantizedGraph graph)
    {
        _graph = graph;
    }

    public static TfLiteModel Export(QuantizedGraph graph) => new TfLiteExporter(graph).Export();

    private TfLiteModel Export()
    {
        FloatGraph source = _graph.Source;
        // Activations keep their numbers; constants follow.
        _tensors.AddRange(source.Tensors.Select(Activation));
        ImmutableArray<TfLiteOperator> operators = [.. source.Operators.Select(Translate)];
        TfLiteSubgraph main = new(source.Name, [.. _tensors], [source.Input], [source.Output], operators);
        return new TfLiteModel(source.Name, [main]);
    }

    private TfLiteTensor Activation(FloatTensor tensor, int index)
    {
        bool isVector = _graph.Source.Operators.FirstOrDefault(step => step.Output == index) is FloatMean or FloatFullyConnected or FloatSoftmax;
        ImmutableArray<int> shape = isVector ? [1, tensor.Count] : [1, tensor.Height, tensor.Width, tensor.Channels];
        AffineParameters parameters = _graph.Activations[index];
        return new TfLiteTensor(tensor.Name, TfLiteType.INT8, shape, TfLiteQuantization.PerTensor(parameters.Scale, parameters.ZeroPoint));
    }

    private TfLiteOperator Translate(FloatOperator step, int index) => step switch
    {
        FloatConvolution { Depthwise: true } convolution => WithWeights(
            index, BuiltinOperator.DEPTHWISE_CONV_2D, [1, convolution.Window.KernelHeight, convolution.Window.KernelWidth, convolution.Bias.Length],
            new DepthwiseConv2DOptions(
                convolution.Window.Padding, convolution.Window.StrideHeight, convolution.Window.StrideWidth, 1, convolution.Activation), version: 3),
        FloatConvolution convolution => WithWeights(
            index, BuiltinOperator.CONV_2D,
            [convolution.Bias.Length, convolution.Window.KernelHeight, convolution.Window.KernelWidth, _graph.Source.Tensors[convolution.Input].Channels],
            new Conv2DOptions(convolution.Window.Padding, convolution.Window.StrideHeight, convolution.Window.StrideWidth, convolution.Activation),
            version: 3),
        FloatFullyConnected connected => WithWeights(
            index, BuiltinOperator.FULLY_CONNECTED, [connected.Bias.Length, connected.Weights.Length / connected.Bias.Length],
            new FullyConnectedOptions(connected.Activation), version: 4),
        FloatAdd add => new TfLiteOperator(BuiltinOperator.ADD, add.Inputs, [add.Output], new AddOptions(add.Activation)) { Version = 2 },
        FloatMean mean => new TfLiteOperator(
            BuiltinOperator.MEAN, [mean.Input, Integers("axes", [MeanAxesCount], [1, 2])], [mean.Output], new ReducerOptions(false)) { Version = 2 },
        FloatPool pool => new TfLiteOperator(
            pool.Maximum ? BuiltinOperator.MAX_POOL_2D : BuiltinOperator.AVERAGE_POOL_2D, pool.Inputs, [pool.Output],
            new Pool2DOptions(
                pool.Window.Padding, pool.Window.StrideHeight, pool.Window.StrideWidth, pool.Window.KernelHeight, pool.Window.KernelWidth)) { Version = 2 },
        FloatPad pad => new TfLiteOperator(
            BuiltinOperator.PAD, [pad.Input, Integers("paddings", [4, 2], [0, 0, pad.Top, pad.Bottom, pad.Left, pad.Right, 0, 0])], [pad.Output])
            { Version = 2 },
        FloatSoftmax softmax => new TfLiteOperator(BuiltinOperator.SOFTMAX, softmax.Inputs, [softmax.Output], new SoftmaxOptions(1)) { Version = 2 },
        _ => throw new NotSupportedException($"{step.GetType().Name} cannot be exported"),
    };

    private TfLiteOperator WithWeights(int index, BuiltinOperator code, ImmutableArray<int> shape, TfLiteOptions options, int version)
    {
        FloatOperator step = _graph.Source.Operators[index];
        ChannelWeights weights = _graph.Weights[index] ?? throw new InvalidOperationException($"operator {index} has no weights");
        string name = _graph.Source.Tensors[step.Output].Name;
        ImmutableArray<long> zeroPoints = [.. weights.Scales.Select(_ => 0L)];
        int values = Constant(
            new TfLiteTensor($"{name}/weights", TfLiteType.INT8, shape, new TfLiteQuantization(weights.Scales, zeroPoints, weights.Depthwise ? 3 : 0)),
            MemoryMarshal.AsBytes(weights.Values.AsSpan()));
        float inputScale = _graph.Activations[step.Inputs[0]].Scale;
        ImmutableArray<float> biasScales = [.. weights.Scales.Select(scale => scale * inputScale)];
        int bias = Constant(
            new TfLiteTensor($"{name}/bias", TfLiteType.INT32, [_graph.Biases[index].Length], new TfLiteQuantization(biasScales, zeroPoints)),
            MemoryMarshal.AsBytes(_graph.Biases[index].AsSpan()));
        return new TfLiteOperator(code, [step.Inputs[0], values, bias], [step.Output], options) { Version = version };
    }

    private int Integers(string name, ImmutableArray<int> shape, int[] values)
    {
        return Constant(new TfLiteTensor(name, TfLiteType.INT32, shape), MemoryMarshal.AsBytes<int>(values));
    }

    private int Constant(TfLiteTensor tensor, ReadOnlySpan<byte> data)
    {
        _tensors.Add(tensor with { Data = data.ToArray() });
        return _tensors.Count - 1;
    }
}
