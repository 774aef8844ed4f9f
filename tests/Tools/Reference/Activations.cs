// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>Fused activations as ranges of quantised values.</summary>
internal static class Activations
{
    public static (int Min, int Max) Range(TfLiteActivation activation, ReferenceTensor output)
    {
        int Quantized(float real) => output.ZeroPoint + (int)MathF.Round(real / (float)output.Scale, MidpointRounding.AwayFromZero);

        return activation switch
        {
            TfLiteActivation.RELU => (Math.Max(-128, Quantized(0)), 127),
            TfLiteActivation.RELU6 => (Math.Max(-128, Quantized(0)), Math.Min(127, Quantized(6))),
            TfLiteActivation.RELU_N1_TO_1 => (Math.Max(-128, Quantized(-1)), Math.Min(127, Quantized(1))),
            _ => output.Limits,
        };
    }
}
