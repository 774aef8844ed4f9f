// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Operators that compute each element from the elements at its place.</summary>
internal static class ElementwiseKernels
{
    public static FloatKernel Binary(FloatGraph graph, FloatBinary step)
    {
        ImmutableArray<int> shape = graph.Tensors[step.Output].Shape;
        int[] first = Indexing.Offsets(shape, Indexing.Broadcast(graph.Tensors[step.Inputs[0]].Shape, shape));
        int[] second = Indexing.Offsets(shape, Indexing.Broadcast(graph.Tensors[step.Inputs[1]].Shape, shape));
        Func<float, float, float> function = Of(step.Function);
        return (inputs, output) =>
        {
            (float[] a, float[] b) = (inputs[0], inputs[1]);
            for (int i = 0; i < output.Length; i++)
            {
                output[i] = function(a[first[i]], b[second[i]]);
            }
        };
    }

    public static FloatKernel Unary(FloatUnary step)
    {
        Func<float, float> function = Of(step);
        return (inputs, output) =>
        {
            float[] input = inputs[0];
            for (int i = 0; i < output.Length; i++)
            {
                output[i] = function(input[i]);
            }
        };
    }

    public static void Clip(ReadOnlySpan<float> input, Span<float> output, float low, float high)
    {
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = Math.Min(Math.Max(input[i], low), high);
        }
    }

    public static void Softmax(ReadOnlySpan<float> input, Span<float> output, int channels)
    {
        for (int start = 0; start < input.Length; start += channels)
        {
            SoftmaxRow(input.Slice(start, channels), output.Slice(start, channels));
        }
    }

    private static void SoftmaxRow(ReadOnlySpan<float> input, Span<float> output)
    {
        float maximum = float.NegativeInfinity;
        foreach (float value in input)
        {
            maximum = Math.Max(maximum, value);
        }

        float sum = 0;
        for (int i = 0; i < input.Length; i++)
        {
            output[i] = MathF.Exp(input[i] - maximum);
            sum += output[i];
        }

        for (int i = 0; i < output.Length; i++)
        {
            output[i] /= sum;
        }
    }

    private static Func<float, float, float> Of(BinaryKind function) => function switch
    {
        BinaryKind.Add => (a, b) => a + b,
        BinaryKind.Sub => (a, b) => a - b,
        BinaryKind.Mul => (a, b) => a * b,
        BinaryKind.Div => (a, b) => a / b,
        BinaryKind.Maximum => Math.Max,
        BinaryKind.Minimum => Math.Min,
        BinaryKind.SquaredDifference => (a, b) => (a - b) * (a - b),
        BinaryKind.Prelu => (a, b) => a < 0 ? a * b : a,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "unknown function"),
    };

    private static Func<float, float> Of(FloatUnary step) => step.Function switch
    {
        UnaryKind.Logistic => x => 1 / (1 + MathF.Exp(-x)),
        UnaryKind.Tanh => MathF.Tanh,
        UnaryKind.HardSwish => x => x * Math.Clamp(x + 3, 0, 6) / 6,
        UnaryKind.LeakyRelu => x => x < 0 ? x * step.Alpha : x,
        UnaryKind.Elu => x => x < 0 ? MathF.Exp(x) - 1 : x,
        UnaryKind.Exp => MathF.Exp,
        UnaryKind.Log => MathF.Log,
        UnaryKind.Sqrt => MathF.Sqrt,
        UnaryKind.Rsqrt => x => 1 / MathF.Sqrt(x),
        UnaryKind.Abs => MathF.Abs,
        UnaryKind.Neg => x => -x,
        UnaryKind.Gelu => x => (float)(0.5 * x * (1 + Erf(x / Math.Sqrt(2)))),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Function, "unknown function"),
    };

    /// <summary>Abramowitz and Stegun 7.1.26; the error is below 1.5e-7.</summary>
    private static double Erf(double x)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        double sum = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return Math.Sign(x) * (1 - (sum * Math.Exp(-x * x)));
    }
}
