// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Import;

/// <summary>Which operator of a float .tflite becomes what.</summary>
internal static class TfLiteFloatOperators
{
    public static void Import(TfLiteFloatContext context)
    {
        switch (context.Operator.Code)
        {
            case BuiltinOperator.CONV_2D or BuiltinOperator.DEPTHWISE_CONV_2D or BuiltinOperator.TRANSPOSE_CONV or BuiltinOperator.FULLY_CONNECTED:
                TfLiteFloatWeights.Import(context);
                break;
            case BuiltinOperator.SPLIT or BuiltinOperator.SPLIT_V or BuiltinOperator.UNPACK or BuiltinOperator.SLICE or BuiltinOperator.STRIDED_SLICE
                or BuiltinOperator.PACK or BuiltinOperator.CONCATENATION or BuiltinOperator.GATHER:
                TfLiteFloatParts.Import(context);
                break;
            case BuiltinOperator.ADD:
                Binary(context, BinaryKind.Add, context.Options(new AddOptions()).Activation);
                break;
            case BuiltinOperator.SUB:
                Binary(context, BinaryKind.Sub, context.Options(new SubOptions()).Activation);
                break;
            case BuiltinOperator.MUL:
                Binary(context, BinaryKind.Mul, context.Options(new MulOptions()).Activation);
                break;
            case BuiltinOperator.DIV:
                Binary(context, BinaryKind.Div, context.Options(new DivOptions()).Activation);
                break;
            case BuiltinOperator.AVERAGE_POOL_2D or BuiltinOperator.MAX_POOL_2D:
                Pool(context);
                break;
            case BuiltinOperator.QUANTIZE:
                Quantize(context);
                break;
            case BuiltinOperator.DEQUANTIZE:
                context.Complete(context.Tensor(0));
                break;
            default:
                context.Complete(Single(context));
                break;
        }
    }

    private static int Single(TfLiteFloatContext context) => context.Operator.Code switch
    {
        BuiltinOperator.MAXIMUM => Binary(context, BinaryKind.Maximum),
        BuiltinOperator.MINIMUM => Binary(context, BinaryKind.Minimum),
        BuiltinOperator.PRELU => Binary(context, BinaryKind.Prelu),
        BuiltinOperator.SQUARED_DIFFERENCE => Binary(context, BinaryKind.SquaredDifference),
        BuiltinOperator.RELU => Clip(context, 0, float.PositiveInfinity),
        BuiltinOperator.RELU6 => Clip(context, 0, 6),
        BuiltinOperator.RELU_N1_TO_1 => Clip(context, -1, 1),
        BuiltinOperator.RELU_0_TO_1 => Clip(context, 0, 1),
        BuiltinOperator.LOGISTIC => Unary(context, UnaryKind.Logistic),
        BuiltinOperator.TANH => Unary(context, UnaryKind.Tanh),
        BuiltinOperator.HARD_SWISH => Unary(context, UnaryKind.HardSwish),
        BuiltinOperator.LEAKY_RELU => Unary(context, UnaryKind.LeakyRelu, context.Options<LeakyReluOptions>().Alpha),
        BuiltinOperator.ELU => Unary(context, UnaryKind.Elu),
        BuiltinOperator.EXP => Unary(context, UnaryKind.Exp),
        BuiltinOperator.LOG => Unary(context, UnaryKind.Log),
        BuiltinOperator.SQRT => Unary(context, UnaryKind.Sqrt),
        BuiltinOperator.RSQRT => Unary(context, UnaryKind.Rsqrt),
        BuiltinOperator.ABS => Unary(context, UnaryKind.Abs),
        BuiltinOperator.NEG => Unary(context, UnaryKind.Neg),
        BuiltinOperator.GELU => Unary(context, UnaryKind.Gelu),
        BuiltinOperator.MEAN => Reduction(context, ReductionKind.Mean),
        BuiltinOperator.SUM => Reduction(context, ReductionKind.Sum),
        BuiltinOperator.REDUCE_MAX => Reduction(context, ReductionKind.Maximum),
        BuiltinOperator.REDUCE_MIN => Reduction(context, ReductionKind.Minimum),
        BuiltinOperator.SOFTMAX => Softmax(context),
        BuiltinOperator.PAD or BuiltinOperator.PADV2 => Pad(context),
        BuiltinOperator.RESHAPE or BuiltinOperator.SQUEEZE or BuiltinOperator.EXPAND_DIMS => Reshape(context),
        BuiltinOperator.TRANSPOSE => Transpose(context),
        BuiltinOperator.RESIZE_BILINEAR => Resize(context, true),
        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR => Resize(context, false),
        BuiltinOperator.DEPTH_TO_SPACE => Blocks(context, context.Options<DepthToSpaceOptions>().Block, toSpace: true),
        BuiltinOperator.SPACE_TO_DEPTH => Blocks(context, context.Options<SpaceToDepthOptions>().Block, toSpace: false),
        _ => throw context.Refuse("is not among the operators that quantize knows; docs/OPERATORS.md lists them"),
    };

    private static int Add(TfLiteFloatContext context, ImmutableArray<int> shape, Func<int, FloatOperator> create) =>
        context.Builder.Add(new FloatTensor(context.OutputName(), shape), create);

    private static FloatTensor Shaped(TfLiteFloatContext context, int tensor) => context.Builder.Tensors[tensor];

    private static void Binary(TfLiteFloatContext context, BinaryKind kind, TfLiteActivation activation) => context.Complete(Binary(context, kind), activation);

    private static int Binary(TfLiteFloatContext context, BinaryKind kind)
    {
        (int first, int second) = (context.Tensor(0), context.Tensor(1));
        // Passes look for constants second, and divide and subtract by multiplying and adding.
        if (kind is BinaryKind.Div or BinaryKind.Sub && Shaped(context, second) is { IsConstant: true } constant)
        {
            bool divides = kind == BinaryKind.Div;
            second = context.Builder.Add(constant with { Values = [.. constant.Values.Select(value => divides ? 1 / value : -value)] });
            kind = divides ? BinaryKind.Mul : BinaryKind.Add;
        }

        (first, second) = Shaped(context, first).IsConstant && kind is BinaryKind.Add or BinaryKind.Mul ? (second, first) : (first, second);
        ImmutableArray<int> a = Shaped(context, first).Shape;
        ImmutableArray<int> b = Shaped(context, second).Shape;
        int rank = Math.Max(a.Length, b.Length);
        int Size(ImmutableArray<int> shape, int d) => d < rank - shape.Length ? 1 : shape[d - rank + shape.Length];
        ImmutableArray<int> shape = [.. Enumerable.Range(0, rank).Select(d => Math.Max(Size(a, d), Size(b, d)))];
        return Enumerable.Range(0, rank).All(d => (Size(a, d) == shape[d] || Size(a, d) == 1) && (Size(b, d) == shape[d] || Size(b, d) == 1))
            ? Add(context, shape, number => new FloatBinary(kind, [first, second], number))
            : throw context.Refuse($"has inputs of shapes {string.Join('x', a)} and {string.Join('x', b)}");
    }

    private static int Unary(TfLiteFloatContext context, UnaryKind kind, float alpha = 0)
    {
        int input = context.Tensor(0);
        return Add(context, Shaped(context, input).Shape, number => new FloatUnary(kind, [input], number, alpha));
    }

    private static int Clip(TfLiteFloatContext context, float low, float high)
    {
        int input = context.Tensor(0);
        return Add(context, Shaped(context, input).Shape, number => new FloatClip([input], number, low, high));
    }

    private static int Reduction(TfLiteFloatContext context, ReductionKind kind)
    {
        int input = context.Tensor(0);
        ImmutableArray<int> shape = Shaped(context, input).Shape;
        ImmutableArray<int> axes = [.. context.Integers(1).Select(axis => context.Axis(axis, shape.Length)).Distinct().Order()];
        bool keep = context.Options(new ReducerOptions(false)).KeepDimensions;
        ImmutableArray<int> output = keep ? [.. shape.Select((size, d) => axes.Contains(d) ? 1 : size)] : [.. shape.Where((_, d) => !axes.Contains(d))];
        return Add(context, output, number => new FloatReduction(kind, [input], number, axes));
    }

    private static int Softmax(TfLiteFloatContext context)
    {
        int input = context.Tensor(0);
        float beta = context.Options(new SoftmaxOptions(1)).Beta;
        if (beta != 1)
        {
            int factor = context.Builder.Add(new FloatTensor($"{context.OutputName()}/beta", [1]) { Values = [beta] });
            int logits = input;
            input = Add(context, Shaped(context, logits).Shape, number => new FloatBinary(BinaryKind.Mul, [logits, factor], number));
        }

        return Add(context, Shaped(context, input).Shape, number => new FloatSoftmax([input], number));
    }

    private static int Pad(TfLiteFloatContext context)
    {
        int input = context.Tensor(0);
        int rank = Shaped(context, input).Rank;
        ImmutableArray<int> sizes = context.Integers(1);
        if (sizes.Length != 2 * rank || sizes.Any(size => size is < 0 or > 8192))
        {
            throw context.Refuse($"has paddings [{string.Join(", ", sizes.Take(16))}] on a tensor of {rank} dimensions");
        }

        float fill = context.Has(2) ? context.Reals(2)[0] : 0;
        return context.Builder.Pad(
            context.OutputName(), input, [.. Enumerable.Range(0, rank).Select(d => sizes[2 * d])], [.. Enumerable.Range(0, rank).Select(d => sizes[(2 * d) + 1])],
            fill < -1e30f ? float.NegativeInfinity : fill);
    }

    private static int Reshape(TfLiteFloatContext context)
    {
        int input = context.Tensor(0);
        ImmutableArray<int> shape = context.OutputShape;
        return shape.Aggregate(1L, (product, size) => product * size) == Shaped(context, input).Count
            ? Add(context, shape, number => new FloatReshape([input], number))
            : throw context.Refuse($"makes {string.Join('x', shape)} of {string.Join('x', Shaped(context, input).Shape)}");
    }

    private static int Transpose(TfLiteFloatContext context)
    {
        int input = context.Tensor(0);
        ImmutableArray<int> shape = Shaped(context, input).Shape;
        ImmutableArray<int> order = context.Integers(1);
        return order.Order().SequenceEqual(Enumerable.Range(0, shape.Length))
            ? Add(context, [.. order.Select(d => shape[d])], number => new FloatTranspose([input], number, order))
            : throw context.Refuse($"has the permutation [{string.Join(", ", order.Take(8))}] of {shape.Length} dimensions");
    }

    private static int Resize(TfLiteFloatContext context, bool bilinear)
    {
        FloatTensor image = context.Image(0);
        int input = context.Tensor(0);
        ImmutableArray<int> size = context.Integers(1);
        if (size.Length != 2 || size.Any(length => length is < 1 or > 8192))
        {
            throw context.Refuse($"has the output size [{string.Join(", ", size.Take(4))}]");
        }

        (bool alignCorners, bool halfPixelCenters) = context.Operator.Options switch
        {
            ResizeBilinearOptions options => (options.AlignCorners, options.HalfPixelCenters),
            ResizeNearestNeighborOptions options => (options.AlignCorners, options.HalfPixelCenters),
            _ => (false, false),
        };
        return Add(context, [1, size[0], size[1], image.Channels], number => new FloatResize([input], number, bilinear, alignCorners, halfPixelCenters));
    }

    private static int Blocks(TfLiteFloatContext context, int block, bool toSpace)
    {
        FloatTensor image = context.Image(0);
        int input = context.Tensor(0);
        bool fits = block is >= 1 and <= 255 && (toSpace ? image.Channels % (block * block) == 0 : image.Height % block == 0 && image.Width % block == 0);
        return !fits ? throw context.Refuse($"has blocks of {block} that do not fit {string.Join('x', image.Shape)}")
            : toSpace
                ? Add(
                    context, [1, image.Height * block, image.Width * block, image.Channels / block / block],
                    number => new FloatBlocks([input], number, block, ToSpace: true))
                : Add(
                    context, [1, image.Height / block, image.Width / block, image.Channels * block * block],
                    number => new FloatBlocks([input], number, block, ToSpace: false));
    }

    private static void Pool(TfLiteFloatContext context)
    {
        Pool2DOptions options = context.Options<Pool2DOptions>();
        FloatTensor image = context.Image(0);
        FloatWindow window = TfLiteFloatWeights.Window(
            context, image, new FloatWindow(options.FilterHeight, options.FilterWidth, options.StrideHeight, options.StrideWidth, options.Padding));
        bool maximum = context.Operator.Code == BuiltinOperator.MAX_POOL_2D;
        context.Complete(context.Builder.Pool(context.OutputName(), context.Tensor(0), window, maximum), options.Activation);
    }

    private static void Quantize(TfLiteFloatContext context)
    {
        int input = context.Tensor(0);
        if (context.OutputQuantization is not { Scales: [> 0 and var scale], ZeroPoints: [>= sbyte.MinValue and <= sbyte.MaxValue and var zeroPoint] })
        {
            throw context.Refuse("has no scale and zero point of int8 for its output");
        }

        context.Complete(context.Builder.Add(
            new FloatTensor(context.OutputName(), Shaped(context, input).Shape) { Quantization = new AffineParameters(scale, (int)zeroPoint) },
            number => new FloatRequantize([input], number)));
    }
}
