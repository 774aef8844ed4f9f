// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization;

/// <summary>Lowest and highest value of a tensor.</summary>
public readonly record struct ValueRange(float Low, float High)
{
    /// <summary>The range that holds both.</summary>
    public ValueRange Union(ValueRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));
}
