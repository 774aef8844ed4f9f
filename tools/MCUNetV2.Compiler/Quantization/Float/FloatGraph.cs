// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>A float network with one input; operators in execution order. Immutable.</summary>
/// <param name="Input">Tensor number.</param>
/// <param name="Outputs">Tensor numbers, at least one.</param>
public sealed record FloatGraph(
    string Name, ImmutableArray<FloatTensor> Tensors, ImmutableArray<FloatOperator> Operators, int Input, ImmutableArray<int> Outputs)
{
    /// <summary>The first output.</summary>
    public int Output => Outputs[0];

    /// <summary>Multiply-accumulates of one inference, convolutions and fully connected layers.</summary>
    public long Macs => Operators.Sum(MacsOf);

    /// <summary>Weights and biases.</summary>
    public long Parameters => Operators.OfType<FloatWeighted>().Sum(step => step.Weights.Length + (long)step.Bias.Length);

    private long MacsOf(FloatOperator step) => step switch
    {
        FloatConvolution { Depthwise: true } convolution =>
            Tensors[convolution.Output].Count * (long)convolution.Window.KernelHeight * convolution.Window.KernelWidth,
        FloatConvolution convolution =>
            Tensors[convolution.Output].Height * (long)Tensors[convolution.Output].Width * convolution.Weights.Length,
        FloatTransposeConvolution transposed =>
            Tensors[transposed.Input].Height * (long)Tensors[transposed.Input].Width * transposed.Weights.Length,
        FloatFullyConnected connected => Tensors[connected.Input].Count * (long)connected.Bias.Length,
        _ => 0,
    };
}
