namespace MCUNetV2.Compiler.Quantization;

/// <summary>Lowest and highest value of a tensor.</summary>
public readonly record struct ValueRange(float Low, float High);
