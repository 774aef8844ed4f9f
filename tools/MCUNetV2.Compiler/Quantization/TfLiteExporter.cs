// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Writes a quantised graph down as TFLite operators and tensors.</summary>
internal sealed class TfLiteExporter
{
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
        TfLiteSubgraph main = new(source.Name, [.. _tensors], [source.Input], source.Outputs, operators);
        return new TfLiteModel(source.Name, [main]);
    }

    private TfLiteTensor Activation(FloatTensor tensor, int index)
    {
        AffineParameters parameters = _graph.Activations[index];
        return new TfLiteTensor(
            tensor.Name, TfLiteType.INT8, tensor.Shape, TfLiteQuantization.PerTensor(parameters.Scale, parameters.ZeroPoint),
            tensor.Values.Select(value => (byte)parameters.Quantize(value)).ToArray());
    }

    private FloatTensor Tensor(int index) => _graph.Source.Tensors[index];

    private TfLiteOperator Translate(FloatOperator step, int index) => step switch
    {
        FloatWeighted weighted => Weighted(weighted, index),
        FloatBinary binary => Plain(step, Binary(binary.Function), version: binary.Function == BinaryKind.Prelu ? 1 : 2, BinaryOptions(binary)),
        FloatUnary { Function: UnaryKind.LeakyRelu, Alpha: var alpha } => Plain(step, BuiltinOperator.LEAKY_RELU, 2, new LeakyReluOptions(alpha)),
        FloatUnary unary => Plain(step, Unary(unary.Function), unary.Function is UnaryKind.HardSwish or UnaryKind.Elu ? 1 : 2),
        FloatClip clip => Plain(step, Clip(clip.Activation), clip.Activation is TfLiteActivation.RELU_N1_TO_1 or TfLiteActivation.NONE ? 1 : 2),
        FloatRequantize => Plain(step, BuiltinOperator.QUANTIZE, 2),
        FloatSoftmax => Plain(step, BuiltinOperator.SOFTMAX, 2, new SoftmaxOptions(1)),
        FloatReduction reduction => WithIntegers(
            step, Reduction(reduction.Function), "axes", reduction.Axes, new ReducerOptions(Tensor(step.Output).Rank == Tensor(step.Input).Rank)),
        FloatPool { Window: var window } pool => Plain(
            step, pool.Maximum ? BuiltinOperator.MAX_POOL_2D : BuiltinOperator.AVERAGE_POOL_2D, 2,
            new Pool2DOptions(window.Padding, window.StrideHeight, window.StrideWidth, window.KernelHeight, window.KernelWidth)),
        FloatPad pad => Pad(pad),
        FloatReshape => WithIntegers(
            step, BuiltinOperator.RESHAPE, "shape", Tensor(step.Output).Shape, new ReshapeOptions(Tensor(step.Output).Shape), version: 1),
        FloatTranspose transpose => WithIntegers(step, BuiltinOperator.TRANSPOSE, "permutation", transpose.Permutation),
        FloatConcatenation concatenation => Plain(step, BuiltinOperator.CONCATENATION, 2, new ConcatenationOptions(concatenation.Axis)),
        FloatSlice slice => Slice(slice),
        FloatResize { Bilinear: true } resize => WithIntegers(
            step, BuiltinOperator.RESIZE_BILINEAR, "size", Size(step), new ResizeBilinearOptions(resize.AlignCorners, resize.HalfPixelCenters),
            resize.HalfPixelCenters ? 3 : 2),
        FloatResize resize => WithIntegers(
            step, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, "size", Size(step),
            new ResizeNearestNeighborOptions(resize.AlignCorners, resize.HalfPixelCenters), resize.HalfPixelCenters ? 3 : 2),
        FloatBlocks { ToSpace: true } blocks => Plain(step, BuiltinOperator.DEPTH_TO_SPACE, 2, new DepthToSpaceOptions(blocks.Block)),
        FloatBlocks blocks => Plain(step, BuiltinOperator.SPACE_TO_DEPTH, 2, new SpaceToDepthOptions(blocks.Block)),
        _ => throw new NotSupportedException($"{step.GetType().Name} cannot be exported"),
    };

    private static TfLiteOperator Plain(FloatOperator step, BuiltinOperator code, int version, TfLiteOptions? options = null) =>
        new(code, step.Inputs, [step.Output], options) { Version = version };

    private TfLiteOperator WithIntegers(
        FloatOperator step, BuiltinOperator code, string name, ImmutableArray<int> values, TfLiteOptions? options = null, int version = 2) =>
        new(code, [step.Input, Integers(step, name, [values.Length], values)], [step.Output], options) { Version = version };

    private TfLiteOperator Weighted(FloatWeighted step, int index)
    {
        FloatWindow? window = step switch
        {
            FloatConvolution convolution => convolution.Window,
            FloatTransposeConvolution transposed => transposed.Window,
            _ => null,
        };
        ChannelWeights weights = _graph.Weights[index] ?? throw new InvalidOperationException($"operator {index} has no weights");
        int outputs = step.Bias.Length;
        ImmutableArray<int> shape = window is null ? [outputs, step.Weights.Length / outputs]
            : weights.Depthwise ? [1, window.KernelHeight, window.KernelWidth, outputs]
            : [outputs, window.KernelHeight, window.KernelWidth, step.Weights.Length / outputs / window.KernelHeight / window.KernelWidth];
        (int values, int bias) = Constants(step, index, weights, shape);
        return step switch
        {
            FloatConvolution { Depthwise: true } => new TfLiteOperator(
                BuiltinOperator.DEPTHWISE_CONV_2D, [step.Input, values, bias], [step.Output],
                new DepthwiseConv2DOptions(
                    window!.Padding, window.StrideHeight, window.StrideWidth, outputs / Tensor(step.Input).Channels, step.Activation,
                    window.DilationHeight, window.DilationWidth)) { Version = 3 },
            FloatConvolution => new TfLiteOperator(
                BuiltinOperator.CONV_2D, [step.Input, values, bias], [step.Output],
                new Conv2DOptions(
                    window!.Padding, window.StrideHeight, window.StrideWidth, step.Activation, window.DilationHeight, window.DilationWidth)) { Version = 3 },
            FloatTransposeConvolution => new TfLiteOperator(
                BuiltinOperator.TRANSPOSE_CONV, [Integers(step, "shape", [4], Tensor(step.Output).Shape), values, step.Input, bias], [step.Output],
                new TransposeConvOptions(window!.Padding, window.StrideHeight, window.StrideWidth, step.Activation)) { Version = 4 },
            _ => new TfLiteOperator(
                BuiltinOperator.FULLY_CONNECTED, [step.Input, values, bias], [step.Output],
                new FullyConnectedOptions(step.Activation, KeepDimensions: Tensor(step.Output).Rank > 2)) { Version = 4 },
        };
    }

    private (int Weights, int Bias) Constants(FloatWeighted step, int index, ChannelWeights weights, ImmutableArray<int> shape)
    {
        string name = Tensor(step.Output).Name;
        ImmutableArray<long> zeroPoints = [.. weights.Scales.Select(_ => 0L)];
        int values = Constant(
            new TfLiteTensor($"{name}/weights", TfLiteType.INT8, shape, new TfLiteQuantization(weights.Scales, zeroPoints, weights.Depthwise ? 3 : 0)),
            MemoryMarshal.AsBytes(weights.Values.AsSpan()));
        float inputScale = _graph.Activations[step.Input].Scale;
        ImmutableArray<float> biasScales = [.. weights.Scales.Select(scale => scale * inputScale)];
        int bias = Constant(
            new TfLiteTensor($"{name}/bias", TfLiteType.INT32, [_graph.Biases[index].Length], new TfLiteQuantization(biasScales, zeroPoints)),
            MemoryMarshal.AsBytes(_graph.Biases[index].AsSpan()));
        return (values, bias);
    }

    private TfLiteOperator Pad(FloatPad pad)
    {
        ImmutableArray<int> sizes = [.. pad.Before.Zip(pad.After, (before, after) => new[] { before, after }).SelectMany(pair => pair)];
        int paddings = Integers(pad, "paddings", [pad.Before.Length, 2], sizes);
        if (pad.Fill == 0)
        {
            return new TfLiteOperator(BuiltinOperator.PAD, [pad.Input, paddings], [pad.Output]) { Version = 2 };
        }

        AffineParameters parameters = _graph.Activations[pad.Output];
        byte fill = (byte)(float.IsNegativeInfinity(pad.Fill) ? sbyte.MinValue : parameters.Quantize(pad.Fill));
        int value = Constant(
            new TfLiteTensor($"{Tensor(pad.Output).Name}/fill", TfLiteType.INT8, [1], TfLiteQuantization.PerTensor(parameters.Scale, parameters.ZeroPoint)), [fill]);
        return new TfLiteOperator(BuiltinOperator.PADV2, [pad.Input, paddings, value], [pad.Output]) { Version = 2 };
    }

    private TfLiteOperator Slice(FloatSlice slice)
    {
        ImmutableArray<int> shape = Tensor(slice.Output).Shape;
        int begin = Integers(slice, "begin", [shape.Length], slice.Begin);
        if (slice.Strides.All(step => step == 1))
        {
            return new TfLiteOperator(BuiltinOperator.SLICE, [slice.Input, begin, Integers(slice, "size", [shape.Length], shape)], [slice.Output])
                { Version = 2 };
        }

        ImmutableArray<int> end = [.. shape.Select((size, d) => slice.Begin[d] + ((size - 1) * slice.Strides[d]) + 1)];
        return new TfLiteOperator(
            BuiltinOperator.STRIDED_SLICE,
            [slice.Input, begin, Integers(slice, "end", [shape.Length], end), Integers(slice, "strides", [shape.Length], slice.Strides)],
            [slice.Output], new StridedSliceOptions()) { Version = 2 };
    }

    private ImmutableArray<int> Size(FloatOperator step) => [Tensor(step.Output).Height, Tensor(step.Output).Width];

    private static TfLiteOptions? BinaryOptions(FloatBinary step) => step.Function switch
    {
        BinaryKind.Add => new AddOptions(step.Activation),
        BinaryKind.Sub => new SubOptions(step.Activation),
        BinaryKind.Mul => new MulOptions(step.Activation),
        BinaryKind.Div => new DivOptions(step.Activation),
        _ => null,
    };

    private static BuiltinOperator Binary(BinaryKind function) => function switch
    {
        BinaryKind.Add => BuiltinOperator.ADD,
        BinaryKind.Sub => BuiltinOperator.SUB,
        BinaryKind.Mul => BuiltinOperator.MUL,
        BinaryKind.Div => BuiltinOperator.DIV,
        BinaryKind.Maximum => BuiltinOperator.MAXIMUM,
        BinaryKind.Minimum => BuiltinOperator.MINIMUM,
        BinaryKind.Prelu => BuiltinOperator.PRELU,
        _ => BuiltinOperator.SQUARED_DIFFERENCE,
    };

    private static BuiltinOperator Unary(UnaryKind function) => function switch
    {
        UnaryKind.HardSwish => BuiltinOperator.HARD_SWISH,
        _ => Enum.Parse<BuiltinOperator>(function.ToString().ToUpperInvariant()),
    };

    private static BuiltinOperator Clip(TfLiteActivation activation) => activation switch
    {
        TfLiteActivation.RELU => BuiltinOperator.RELU,
        TfLiteActivation.RELU6 => BuiltinOperator.RELU6,
        TfLiteActivation.RELU_N1_TO_1 => BuiltinOperator.RELU_N1_TO_1,
        // The output's range lies within the bounds, and values saturate there.
        _ => BuiltinOperator.QUANTIZE,
    };

    private static BuiltinOperator Reduction(ReductionKind function) => function switch
    {
        ReductionKind.Mean => BuiltinOperator.MEAN,
        ReductionKind.Sum => BuiltinOperator.SUM,
        ReductionKind.Maximum => BuiltinOperator.REDUCE_MAX,
        _ => BuiltinOperator.REDUCE_MIN,
    };

    private int Integers(FloatOperator step, string name, ImmutableArray<int> shape, ImmutableArray<int> values) =>
        Constant(new TfLiteTensor($"{Tensor(step.Output).Name}/{name}", TfLiteType.INT32, shape), MemoryMarshal.AsBytes(values.AsSpan()));

    private int Constant(TfLiteTensor tensor, ReadOnlySpan<byte> data)
    {
        _tensors.Add(tensor with { Data = data.ToArray() });
        return _tensors.Count - 1;
    }
}
