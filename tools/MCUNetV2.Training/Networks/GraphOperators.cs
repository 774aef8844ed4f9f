// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Networks;

/// <summary>Operators of float graphs on batches, N x channels x height x width; vectors are N x channels.</summary>
internal static class GraphOperators
{
    /// <param name="graph">The graph that the operator belongs to.</param>
    /// <param name="step">The operator.</param>
    /// <param name="inputs">Its input tensors.</param>
    /// <param name="weights">As <see cref="ToTorch"/> arranges them; null for an operator without.</param>
    /// <param name="bias">One an output channel; null for an operator without.</param>
    /// <exception cref="NotSupportedException">The operator is none of those that run in batches.</exception>
    public static Tensor Run(FloatGraph graph, FloatOperator step, IReadOnlyList<Tensor> inputs, Tensor? weights, Tensor? bias) => step switch
    {
        FloatConvolution convolution => Activate(Convolve(graph, convolution, inputs[0], weights!, bias!), convolution.Activation),
        FloatFullyConnected connected => Activate(nn.functional.linear(inputs[0].flatten(1), weights!, bias!), connected.Activation),
        FloatBinary { Function: BinaryKind.Add } add => Activate(inputs[0] + inputs[1], add.Activation),
        FloatReduction { Function: ReductionKind.Mean } => inputs[0].mean([2L, 3L]),
        FloatResize { Bilinear: false, AlignCorners: false, HalfPixelCenters: false } resize =>
            nn.functional.interpolate(inputs[0], [graph.Tensors[resize.Output].Height, graph.Tensors[resize.Output].Width], mode: InterpolationMode.Nearest),
        FloatPad pad => nn.functional.pad(inputs[0], [pad.Left, pad.Right, pad.Top, pad.Bottom]),
        _ => throw new NotSupportedException($"{step.GetType().Name} cannot be run in batches"),
    };

    /// <summary>The weights of an operator in torch's order; null for an operator without.</summary>
    public static Tensor? ToTorch(FloatGraph graph, FloatOperator step) => step switch
    {
        FloatConvolution { Depthwise: true, Window: var window } convolution =>
            tensor(convolution.Weights.ToArray(), [window.KernelHeight, window.KernelWidth, convolution.Bias.Length, 1]).permute(2, 3, 0, 1).contiguous(),
        FloatConvolution { Window: var window } convolution =>
            tensor(convolution.Weights.ToArray(), [convolution.Bias.Length, window.KernelHeight, window.KernelWidth, graph.Tensors[convolution.Input].Channels])
                .permute(0, 3, 1, 2).contiguous(),
        FloatFullyConnected connected => tensor(connected.Weights.ToArray(), [connected.Bias.Length, connected.Weights.Length / connected.Bias.Length]),
        _ => null,
    };

    /// <summary>The biases of an operator; null for an operator without.</summary>
    public static Tensor? BiasOf(FloatOperator step) => step switch
    {
        FloatConvolution convolution => tensor(convolution.Bias.ToArray()),
        FloatFullyConnected connected => tensor(connected.Bias.ToArray()),
        _ => null,
    };

    /// <summary>The operator with other weights and biases, both in torch's order.</summary>
    public static FloatOperator WithWeights(FloatOperator step, Tensor weights, Tensor bias)
    {
        Tensor arranged = step switch
        {
            FloatConvolution { Depthwise: true } => weights.permute(2, 3, 0, 1),
            FloatConvolution => weights.permute(0, 2, 3, 1),
            _ => weights,
        };
        float[] values = Read(arranged);
        return step switch
        {
            FloatConvolution convolution => convolution with { Weights = [.. values], Bias = [.. Read(bias)] },
            FloatFullyConnected connected => connected with { Weights = [.. values], Bias = [.. Read(bias)] },
            _ => throw new ArgumentException($"{step.GetType().Name} has no weights"),
        };
    }

    private static float[] Read(Tensor values) => values.detach().cpu().contiguous().data<float>().ToArray();

    private static Tensor Convolve(FloatGraph graph, FloatConvolution convolution, Tensor input, Tensor weights, Tensor bias)
    {
        FloatWindow window = convolution.Window;
        FloatTensor source = graph.Tensors[convolution.Input];
        FloatTensor target = graph.Tensors[convolution.Output];
        int top = window.PadTop(source.Height);
        int left = window.PadLeft(source.Width);
        int bottom = Math.Max(0, ((target.Height - 1) * window.StrideHeight) + window.KernelHeight - source.Height - top);
        int right = Math.Max(0, ((target.Width - 1) * window.StrideWidth) + window.KernelWidth - source.Width - left);
        long[] strides = [window.StrideHeight, window.StrideWidth];
        long groups = convolution.Depthwise ? source.Channels : 1;
        return top == bottom && left == right
            ? Convolutions.Convolve(input, weights, bias, strides, [top, left], groups)
            : Convolutions.Convolve(nn.functional.pad(input, [left, right, top, bottom]), weights, bias, strides, [0, 0], groups);
    }

    private static Tensor Activate(Tensor values, TfLiteActivation activation) => activation switch
    {
        TfLiteActivation.NONE => values,
        TfLiteActivation.RELU => values.relu_(),
        TfLiteActivation.RELU6 => values.clamp_(0, 6),
        _ => throw new NotSupportedException($"activation {activation} cannot be run in batches"),
    };
}
