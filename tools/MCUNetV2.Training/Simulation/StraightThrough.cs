// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Simulation;

/// <summary>
/// Values as int8 holds them, with the gradient of values that were never rounded (Bengio et al. 2013; Jacob et al. 2018, section 3). Rounds
/// exactly as the quantiser does, half to even.
/// </summary>
internal static class StraightThrough
{
    // As the quantiser's: channels that training switched off still need a scale.
    private const float SmallestScale = 1e-6f;

    /// <summary>Activations. Values outside the range have no gradient.</summary>
    public static Tensor Activations(Tensor values, AffineParameters parameters)
    {
        Tensor clamped = values.clamp(parameters.Dequantize(sbyte.MinValue), parameters.Dequantize(sbyte.MaxValue));
        return Replace(clamped, exact => exact.div(parameters.Scale).round_().mul_(parameters.Scale));
    }

    /// <param name="weights">Output channels first.</param>
    /// <param name="scales">What <see cref="ScalesOf"/> gives.</param>
    public static Tensor Weights(Tensor weights, Tensor scales) =>
        Replace(weights, exact => exact.div(scales).round_().clamp_(-sbyte.MaxValue, sbyte.MaxValue).mul_(scales));

    /// <param name="bias">One an output channel.</param>
    /// <param name="weightScales">Of the same operator.</param>
    /// <param name="inputScale">Scale of the operator's input.</param>
    public static Tensor Biases(Tensor bias, Tensor weightScales, float inputScale)
    {
        return Replace(bias, exact =>
        {
            // Biases have so many steps that float32 cannot tell which is nearest.
            Tensor scales = weightScales.flatten().to(ScalarType.Float64).mul_(inputScale);
            return exact.to(ScalarType.Float64).div_(scales).round_().mul_(scales).to(ScalarType.Float32);
        });
    }

    /// <summary>Scales of symmetric int8 weights: one for all, or one an output channel, in a shape that divides the weights.</summary>
    public static Tensor ScalesOf(Tensor weights, bool perChannel)
    {
        using IDisposable noGradient = no_grad();
        Tensor magnitudes = weights.abs();
        Tensor largest = perChannel ? magnitudes.amax([1L, 2L, 3L], keepdim: true) : magnitudes.amax([0L, 1L], keepdim: true);
        return largest.div_(sbyte.MaxValue).clamp_min_(SmallestScale);
    }

    private static Tensor Replace(Tensor exact, Func<Tensor, Tensor> round)
    {
        Tensor rounded;
        using (no_grad())
        {
            rounded = round(exact);
        }

        // The difference is exactly zero, so that the sum is exactly the rounded value; its gradient is that of the exact one.
        return rounded + (exact - exact.detach());
    }
}
