// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Computes an operator's output from its inputs.</summary>
internal delegate void FloatKernel(ReadOnlySpan<float[]> inputs, float[] output);

/// <summary>Which code runs which operator.</summary>
internal static class FloatKernels
{
    /// <summary>Prepares an operator once for many runs.</summary>
    public static FloatKernel Prepare(FloatGraph graph, FloatOperator step)
    {
        FloatKernel kernel = Plain(graph, step);
        if (step is not FloatActivated { Activation: var activation, Clamp: var clamp } || (activation == TfLiteActivation.NONE && clamp is null))
        {
            return kernel;
        }

        (float low, float high) = ActivationBounds.Of(activation);
        (low, high) = clamp is { } bounds ? (Math.Max(low, bounds.Low), Math.Min(high, bounds.High)) : (low, high);
        return (inputs, output) =>
        {
            kernel(inputs, output);
            ElementwiseKernels.Clip(output, output, low, high);
        };
    }

    private static FloatKernel Plain(FloatGraph graph, FloatOperator step)
    {
        FloatTensor source = graph.Tensors[step.Inputs[0]];
        FloatTensor target = graph.Tensors[step.Output];
        return step switch
        {
            FloatConvolution convolution => Convolution(graph, convolution),
            FloatTransposeConvolution transposed => (inputs, output) => WindowKernels.TransposeConvolution(transposed, source, target, inputs[0], output),
            FloatFullyConnected connected => (inputs, output) => WindowKernels.FullyConnected(connected, inputs[0], output),
            FloatPool pool => (inputs, output) => WindowKernels.Pool(pool, source, target, inputs[0], output),
            FloatBinary binary => ElementwiseKernels.Binary(graph, binary),
            FloatUnary unary => ElementwiseKernels.Unary(unary),
            FloatClip clip => (inputs, output) => ElementwiseKernels.Clip(inputs[0], output, clip.Low, clip.High),
            FloatSoftmax => (inputs, output) => ElementwiseKernels.Softmax(inputs[0], output, source.Channels),
            FloatReduction reduction => MovementKernels.Reduction(reduction, source, target),
            FloatRequantize or FloatReshape => (inputs, output) => inputs[0].CopyTo(output, 0),
            FloatPad pad => MovementKernels.Pad(pad, source, target),
            FloatTranspose transpose => MovementKernels.Transpose(transpose, source, target),
            FloatSlice slice => MovementKernels.Slice(slice, source, target),
            FloatConcatenation concatenation => MovementKernels.Concatenation(graph, concatenation),
            FloatResize resize => ResizeKernels.Prepare(resize, source, target),
            FloatBlocks blocks => MovementKernels.Blocks(blocks, source, target),
            _ => throw new NotSupportedException($"{step.GetType().Name} cannot be run"),
        };
    }

    private static FloatKernel Convolution(FloatGraph graph, FloatConvolution convolution)
    {
        PreparedConvolution prepared = new(graph, convolution);
        return (inputs, output) => prepared.Run(inputs[0], output);
    }
}
