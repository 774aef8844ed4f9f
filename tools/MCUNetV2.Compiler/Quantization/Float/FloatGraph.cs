using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>A float network with one input and one output; operators in execution order. Immutable.</summary>
/// <param name="Input">Tensor number.</param>
/// <param name="Output">Tensor number.</param>
public sealed record FloatGraph(
    string Name, ImmutableArray<FloatTensor> Tensors, ImmutableArray<FloatOperator> Operators, int Input, int Output)
{
    /// <summary>Multiply-accumulates of one inference, convolutions and fully connected layers.</summary>
    public long Macs => Operators.Sum(MacsOf);

    /// <summary>Weights and biases.</summary>
    public long Parameters => Operators.Sum(step => step switch
    {
        FloatConvolution convolution => convolution.Weights.Length + (long)convolution.Bias.Length,
        FloatFullyConnected connected => connected.Weights.Length + (long)connected.Bias.Length,
        _ => 0,
    });

    private long MacsOf(FloatOperator step) => step switch
    {
        FloatConvolution { Depthwise: true } convolution =>
            Tensors[convolution.Output].Count * (long)convolution.Window.KernelHeight * convolution.Window.KernelWidth,
        FloatConvolution convolution =>
            Tensors[convolution.Output].Height * (long)Tensors[convolution.Output].Width * convolution.Weights.Length,
        FloatFullyConnected connected => connected.Weights.Length,
        _ => 0,
    };
}
