// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Scales, zero points and clamps of int8 tensors, as TFLite's Prepare functions read them.</summary>
internal static class Quantized
{
    /// <summary>Scale and zero point of an int8 activation.</summary>
    public static (float Scale, int ZeroPoint) Activation(TfLiteTensor tensor, Func<string, Exception> refuse)
    {
        if (tensor.Type != TfLiteType.INT8)
        {
            throw refuse(tensor.Type is TfLiteType.FLOAT32 or TfLiteType.FLOAT16
                ? $"computes in floating point: tensor '{tensor.Name}' is {tensor.Type}; quantise the model first: mcunet quantize"
                : $"computes in {tensor.Type} (tensor '{tensor.Name}'); only INT8 is supported");
        }

        return PerTensor(tensor, sbyte.MinValue, sbyte.MaxValue, refuse);
    }

    /// <summary>Scale and zero point of a tensor quantised as a whole.</summary>
    public static (float Scale, int ZeroPoint) PerTensor(TfLiteTensor tensor, int min, int max, Func<string, Exception> refuse)
    {
        TfLiteQuantization quantization = tensor.Quantization ?? throw refuse($"has no scale and zero point for tensor '{tensor.Name}'");
        if (quantization.Scales.Length != 1)
        {
            throw refuse($"has {quantization.Scales.Length} scales for tensor '{tensor.Name}'; activations have one");
        }

        long zeroPoint = quantization.ZeroPoints[0];
        if (zeroPoint < min || zeroPoint > max)
        {
            throw refuse($"has zero point {zeroPoint} for tensor '{tensor.Name}'; its type allows {min} to {max}");
        }

        return (Positive(quantization.Scales[0], tensor, refuse), (int)zeroPoint);
    }

    /// <summary>The scale of each output channel's weights, which may be 0 or negative; their zero point is 0.</summary>
    /// <param name="dimension">The weights' dimension that output channels run along.</param>
    public static ImmutableArray<float> Weights(TfLiteTensor tensor, int dimension, Func<string, Exception> refuse)
    {
        TfLiteQuantization quantization = tensor.Quantization ?? throw refuse($"has no scale for its weights '{tensor.Name}'");
        int channels = tensor.Shape[dimension];
        ImmutableArray<float> scales = quantization.Scales;
        if (scales.Length != 1 && (scales.Length != channels || quantization.Dimension != dimension))
        {
            throw refuse($"has {scales.Length} scales along dimension {quantization.Dimension} of its weights '{tensor.Name}'; " +
                $"one, or {channels} along dimension {dimension}, are supported");
        }

        if (quantization.ZeroPoints.Any(z => z != 0))
        {
            throw refuse($"has weights '{tensor.Name}' with a zero point other than 0");
        }

        // With scale 0 nothing of the input reaches the channel; TFLite takes negative ones, too.
        if (scales.FirstOrDefault(scale => !float.IsFinite(scale), 0) is var scale and not 0)
        {
            throw refuse($"has scale {scale} for tensor '{tensor.Name}'; it must be a finite number");
        }

        return scales.Length == channels ? scales : [.. Enumerable.Repeat(scales[0], channels)];
    }

    /// <summary>The factor between two quantisations.</summary>
    public static QuantizedMultiplier Multiplier(double real, Func<string, Exception> refuse)
    {
        return double.IsFinite(real) && real >= 0 && QuantizedMultiplier.FromReal(real) is { Shift: <= QuantizedMultiplier.MaxShift } multiplier
            ? multiplier
            : throw refuse($"has scales whose ratio {real:g3} is out of range");
    }

    /// <summary>Likewise where TFLite insists on a factor below 1.</summary>
    public static QuantizedMultiplier MultiplierBelowOne(double real, Func<string, Exception> refuse) =>
        real < 1 && Multiplier(real, refuse) is { Shift: <= 0 } multiplier
            ? multiplier
            : throw refuse($"has an output scale too small for its inputs' (ratio {real:g3}, below 1 is supported)");

    /// <summary>The clamp of a fused activation in the output's steps.</summary>
    public static (int Min, int Max) Clamp(
        TfLiteActivation activation, (float Scale, int ZeroPoint) output, Func<string, Exception> refuse)
    {
        int Step(float real)
        {
            float steps = MathF.Round(real / output.Scale, MidpointRounding.AwayFromZero);
            return MathF.Abs(steps) < 1 << 30
                ? output.ZeroPoint + (int)steps
                : throw refuse($"has an output scale of {output.Scale:g3}, too small for its activation {activation}");
        }

        return activation switch
        {
            TfLiteActivation.NONE => (sbyte.MinValue, sbyte.MaxValue),
            TfLiteActivation.RELU => (Lower(Step(0)), sbyte.MaxValue),
            TfLiteActivation.RELU6 => (Lower(Step(0)), Upper(Step(6))),
            TfLiteActivation.RELU_N1_TO_1 => (Lower(Step(-1)), Upper(Step(1))),
            _ => throw refuse($"has the fused activation {activation}, which is not supported"),
        };
    }

    private static int Lower(int step) => Math.Max(sbyte.MinValue, step);

    private static int Upper(int step) => Math.Min(sbyte.MaxValue, step);

    private static float Positive(float scale, TfLiteTensor tensor, Func<string, Exception> refuse) =>
        float.IsFinite(scale) && scale > 0 ? scale : throw refuse($"has scale {scale} for tensor '{tensor.Name}'; it must be positive");
}
