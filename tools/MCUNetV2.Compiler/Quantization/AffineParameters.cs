// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization;

/// <summary>int8 quantisation: real = Scale * (quantised - ZeroPoint).</summary>
public readonly record struct AffineParameters(float Scale, int ZeroPoint)
{
    // A tensor that is zero throughout still needs a scale.
    private const float SmallestSpan = 1e-6f;

    /// <summary>Pixels, 0 to 255, taken as 0 to 1: the quantised value is the pixel - 128.</summary>
    public static AffineParameters Pixels => new(1f / 255, sbyte.MinValue);

    /// <summary>What TFLite's SOFTMAX prescribes for its output.</summary>
    public static AffineParameters Probability => new(1f / 256, sbyte.MinValue);

    /// <summary>
    /// The parameters that cover a range, widened to hold zero, which must be exact since padding is zero
    /// (Jacob et al. 2018, "Quantization and Training of Neural Networks", section 3).
    /// </summary>
    public static AffineParameters Covering(ValueRange range)
    {
        float low = Math.Min(0, range.Low);
        float span = Math.Max(Math.Max(0, range.High) - low, SmallestSpan);
        float scale = span / byte.MaxValue;
        int zeroPoint = (int)Math.Clamp(MathF.Round(sbyte.MinValue - (low / scale)), sbyte.MinValue, sbyte.MaxValue);
        return new AffineParameters(scale, zeroPoint);
    }

    public sbyte Quantize(float value) => (sbyte)Math.Clamp(MathF.Round(value / Scale) + ZeroPoint, sbyte.MinValue, sbyte.MaxValue);

    public float Dequantize(sbyte value) => Scale * (value - ZeroPoint);

    /// <summary>The value after quantisation and back.</summary>
    public float Round(float value) => Dequantize(Quantize(value));
}
