// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Import;

/// <summary>Convolutions and fully connected layers of a float .tflite.</summary>
internal static class TfLiteFloatWeights
{
    public static void Import(TfLiteFloatContext context)
    {
        switch (context.Operator.Code)
        {
            case BuiltinOperator.TRANSPOSE_CONV:
                TransposeConvolution(context);
                break;
            case BuiltinOperator.FULLY_CONNECTED:
                FullyConnected(context);
                break;
            case BuiltinOperator.DEPTHWISE_CONV_2D:
                DepthwiseConv2DOptions depthwise = context.Options<DepthwiseConv2DOptions>();
                ImmutableArray<int> taps = Shape(context, 4);
                Convolution(
                    context, true, taps[3], depthwise.Activation,
                    new FloatWindow(
                        taps[1], taps[2], depthwise.StrideHeight, depthwise.StrideWidth, depthwise.Padding, depthwise.DilationHeight, depthwise.DilationWidth));
                break;
            default:
                Conv2DOptions options = context.Options<Conv2DOptions>();
                ImmutableArray<int> shape = Shape(context, 4);
                Convolution(
                    context, false, shape[0], options.Activation,
                    new FloatWindow(shape[1], shape[2], options.StrideHeight, options.StrideWidth, options.Padding, options.DilationHeight, options.DilationWidth));
                break;
        }
    }

    /// <summary>A window whose numbers are in range and which its image holds.</summary>
    public static FloatWindow Window(TfLiteFloatContext context, FloatTensor image, FloatWindow window)
    {
        const int Largest = 8192;
        bool sound = window is
        {
            KernelHeight: >= 1 and <= Largest, KernelWidth: >= 1 and <= Largest, StrideHeight: >= 1 and <= Largest, StrideWidth: >= 1 and <= Largest,
            DilationHeight: >= 1 and <= Largest, DilationWidth: >= 1 and <= Largest,
        } && Enum.IsDefined(window.Padding);
        if (!sound)
        {
            throw context.Refuse($"has a window that is out of range: {window}");
        }

        return window.Padding == TfLitePadding.Same || (window.ExtentHeight <= image.Height && window.ExtentWidth <= image.Width)
            ? window
            : throw context.Refuse($"has a window of {window.ExtentHeight} x {window.ExtentWidth}, larger than its input of {image.Height} x {image.Width}");
    }

    private static void Convolution(TfLiteFloatContext context, bool depthwise, int outputs, TfLiteActivation activation, FloatWindow window)
    {
        FloatTensor image = context.Image(0);
        // A depthwise convolution of one channel is a convolution, whose weights lie the same way.
        int tensor = context.Builder.Convolution(
            context.OutputName(), context.Tensor(0), Window(context, image, window), depthwise, context.Reals(1), Bias(context, 2, outputs));
        context.Complete(tensor, activation);
    }

    private static void TransposeConvolution(TfLiteFloatContext context)
    {
        TransposeConvOptions options = context.Options<TransposeConvOptions>();
        ImmutableArray<int> size = context.Integers(0);
        ImmutableArray<int> shape = Shape(context, 4);
        int input = context.Tensor(2);
        FloatTensor image = context.Image(2);
        if (size is not [1, >= 1 and <= 8192, >= 1 and <= 8192, _] || size[3] != shape[0] || shape[3] != image.Channels)
        {
            throw context.Refuse($"makes {string.Join('x', size.Take(8))} of {string.Join('x', image.Shape)} with weights of {string.Join('x', shape)}");
        }

        FloatTensor output = new(context.OutputName(), size);
        FloatWindow window = new(shape[1], shape[2], options.StrideHeight, options.StrideWidth, options.Padding);
        window = Window(context, output, window);
        if (window.OutputHeight(output.Height) != image.Height || window.OutputWidth(output.Width) != image.Width)
        {
            throw context.Refuse($"makes {string.Join('x', size)} of {string.Join('x', image.Shape)}, which its stride does not lead to");
        }

        ImmutableArray<float> weights = context.Reals(1);
        ImmutableArray<float> bias = Bias(context, 3, shape[0]);
        int tensor = context.Builder.Add(
            output, number => new FloatTransposeConvolution([input], number, window, weights, bias, TfLiteActivation.NONE));
        context.Complete(tensor, options.Activation);
    }

    private static void FullyConnected(TfLiteFloatContext context)
    {
        FullyConnectedOptions options = context.Options(new FullyConnectedOptions());
        ImmutableArray<int> shape = Shape(context, 2);
        int input = context.Tensor(0);
        FloatTensor source = context.Builder.Tensors[input];
        if (options.WeightsFormat != 0 || source.Count % shape[1] != 0 || source.IsConstant)
        {
            throw context.Refuse($"has weights of {string.Join('x', shape)} for {string.Join('x', source.Shape)}, or shuffled ones");
        }

        ImmutableArray<int> output = options.KeepDimensions
            ? source.Shape.SetItem(source.Rank - 1, shape[0])
            : [source.Count / shape[1], shape[0]];
        ImmutableArray<float> weights = context.Reals(1);
        ImmutableArray<float> bias = Bias(context, 2, shape[0]);
        int tensor = context.Builder.Add(
            new FloatTensor(context.OutputName(), output), number => new FloatFullyConnected([input], number, weights, bias, TfLiteActivation.NONE));
        context.Complete(tensor, options.Activation);
    }

    private static ImmutableArray<int> Shape(TfLiteFloatContext context, int rank)
    {
        TfLiteTensor weights = context.File(1);
        Shapes.Check(weights);
        return weights.Shape.Length == rank && context.IsConstant(1)
            ? weights.Shape
            : throw context.Refuse($"has weights '{weights.Name}' of shape {Shapes.Describe(weights.Shape)}, or none that are constant; {rank} dimensions are possible");
    }

    private static ImmutableArray<float> Bias(TfLiteFloatContext context, int input, int outputs)
    {
        ImmutableArray<float> bias = context.Has(input) ? context.Reals(input) : [.. new float[outputs]];
        return bias.Length == outputs ? bias : throw context.Refuse($"has {bias.Length} biases for {outputs} outputs");
    }
}
