// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Words for the parameters of TFLite's operators.</summary>
internal static class SourceDetail
{
    /// <summary>Kernel, stride, dilation (where it is not 1), padding and activation (where there is one).</summary>
    public static string Window(
        string kernel, (int Height, int Width) strides, (int Height, int Width) dilations, TfLitePadding padding, TfLiteActivation activation)
    {
        string stride = strides.Height == strides.Width ? $"s{strides.Height}" : $"s{strides.Height}x{strides.Width}";
        string dilation = dilations == (1, 1) ? "" : $" d{dilations.Height}x{dilations.Width}";
        return $"k{kernel} {stride}{dilation} {padding.ToString().ToLowerInvariant()} {Activation(activation)}".TrimEnd();
    }

    /// <summary>Rows x columns of the weights that are input 1.</summary>
    public static string Kernel(TfLiteSubgraph model, TfLiteOperator @operator) =>
        @operator.Inputs.Length > 1 && @operator.Inputs[1] >= 0 && model.Tensors[@operator.Inputs[1]].Shape is [_, var height, var width, _]
            ? $"{height}x{width}"
            : "?";

    /// <summary>Empty for none.</summary>
    public static string Activation(TfLiteActivation activation) =>
        activation == TfLiteActivation.NONE ? "" : activation.ToString().ToLowerInvariant();
}
