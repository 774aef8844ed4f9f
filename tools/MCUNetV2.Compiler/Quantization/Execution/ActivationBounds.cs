// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Execution;

/// <summary>Range of a fused activation's output.</summary>
internal static class ActivationBounds
{
    public static (float Low, float High) Of(TfLiteActivation activation) => activation switch
    {
        TfLiteActivation.NONE => (float.NegativeInfinity, float.PositiveInfinity),
        TfLiteActivation.RELU => (0, float.PositiveInfinity),
        TfLiteActivation.RELU_N1_TO_1 => (-1, 1),
        TfLiteActivation.RELU6 => (0, 6),
        _ => throw new NotSupportedException($"activation {activation} cannot be fused into an int8 operator"),
    };
}
