// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Export;

/// <summary>A convolution with its batch normalisation folded in: w' = w g / sqrt(v + e), b' = b - m g / sqrt(v + e).</summary>
/// <param name="Weights">Output channels x rows x columns x input channels; rows x columns x channels of a depthwise one.</param>
/// <param name="Bias">One an output channel.</param>
internal sealed record FoldedConvolution(ImmutableArray<float> Weights, ImmutableArray<float> Bias)
{
    public static FoldedConvolution From(ConvolutionUnit unit)
    {
        using IDisposable noGradient = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        BatchNorm2d normalisation = unit.Normalisation;
        Tensor gain = normalisation.weight! / (normalisation.running_var! + ConvolutionUnit.Epsilon).sqrt();
        Tensor weights = unit.Convolution.weight! * gain.reshape(-1, 1, 1, 1);
        Tensor bias = normalisation.bias! - (normalisation.running_mean! * gain);
        Tensor arranged = unit.Depthwise ? weights.permute(1, 2, 3, 0) : weights.permute(0, 2, 3, 1);
        return new FoldedConvolution([.. arranged.contiguous().cpu().data<float>()], [.. bias.cpu().data<float>()]);
    }
}
