using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Cli.Inspection;

/// <summary>One operator as <c>inspect</c> lists it.</summary>
/// <param name="InputShape">Height, width, channels of the first input.</param>
/// <param name="OutputShape">Height, width, channels.</param>
/// <param name="Kernel">Rows, columns.</param>
/// <param name="Stride">Rows, columns.</param>
/// <param name="Macs">Multiply-accumulates of the whole output.</param>
/// <param name="ConstantBytes">Weights, biases and multipliers in flash.</param>
internal sealed record OperatorReport(
    int Index,
    OperatorKind Kind,
    ImmutableArray<int> InputShape,
    ImmutableArray<int> OutputShape,
    ImmutableArray<int> Kernel,
    ImmutableArray<int> Stride,
    long Macs,
    long ConstantBytes)
{
    /// <param name="taps">Kernel rows x columns.</param>
    /// <param name="parameter">Groups of a convolution.</param>
    /// <param name="outputs">Elements of the output.</param>
    public static long CountMacs(OperatorKind kind, int taps, int inputChannels, int parameter, long outputs)
    {
        return kind switch
        {
            OperatorKind.Conv2D => outputs * taps * (inputChannels / Math.Max(parameter, 1)),
            OperatorKind.DepthwiseConv2D => outputs * taps,
            _ => 0,
        };
    }
}
