// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite;

/// <summary>Activation fused into an operator, under the schema's names and numbers.</summary>
public enum TfLiteActivation
{
    NONE = 0, RELU = 1, RELU_N1_TO_1 = 2, RELU6 = 3, TANH = 4, SIGN_BIT = 5,
}
