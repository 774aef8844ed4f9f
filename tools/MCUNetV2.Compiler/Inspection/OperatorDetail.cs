using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>The parameters of an operator that a reader of a table wants to see.</summary>
internal static class OperatorDetail
{
    public static string Of(TfLiteSubgraph model, TfLiteOperator @operator) => @operator.Options switch
    {
        Conv2DOptions o => Window(Kernel(model, @operator), o.StrideHeight, o.StrideWidth, o.DilationHeight, o.DilationWidth, o.Padding) + Activation(o.Activation),
        DepthwiseConv2DOptions o => Window(Kernel(model, @operator), o.StrideHeight, o.StrideWidth, o.DilationHeight, o.DilationWidth, o.Padding) + Activation(o.Activation),
        Pool2DOptions o => Window($"{o.FilterHeight}x{o.FilterWidth}", o.StrideHeight, o.StrideWidth, 1, 1, o.Padding) + Activation(o.Activation),
        FullyConnectedOptions o => Activation(o.Activation).TrimStart(),
        AddOptions o => Activation(o.Activation).TrimStart(),
        SubOptions o => Activation(o.Activation).TrimStart(),
        MulOptions o => Activation(o.Activation).TrimStart(),
        ConcatenationOptions o => $"axis {o.Axis}",
        _ => "",
    };

    private static string Kernel(TfLiteSubgraph model, TfLiteOperator @operator) =>
        @operator.Inputs.Length > 1 && @operator.Inputs[1] >= 0 && model.Tensors[@operator.Inputs[1]].Shape is [_, var height, var width, _]
            ? $"{height}x{width}"
            : "?";

    private static string Window(string kernel, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, TfLitePadding padding)
    {
        var stride = strideHeight == strideWidth ? $"s{strideHeight}" : $"s{strideHeight}x{strideWidth}";
        var dilation = (dilationHeight, dilationWidth) == (1, 1) ? "" : $" d{dilationHeight}x{dilationWidth}";
        return $"k{kernel} {stride}{dilation} {padding.ToString().ToLowerInvariant()}";
    }

    private static string Activation(TfLiteActivation activation) =>
        activation == TfLiteActivation.NONE ? "" : $" {activation.ToString().ToLowerInvariant()}";
}
