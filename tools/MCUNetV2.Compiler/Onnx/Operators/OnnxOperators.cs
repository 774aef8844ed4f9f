// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Which code imports which operator.</summary>
internal static class OnnxOperators
{
    public static void Import(OnnxContext context)
    {
        OnnxNode node = context.Node;
        if (node.Domain.Length > 0 && node.Domain != "com.microsoft")
        {
            throw node.Refuse($"is an operator of {TfLite.OneLine.Of(node.Domain)}, not of ONNX itself");
        }

        switch (node.Kind)
        {
            case "Constant":
                context.Complete(ShapeOperators.Literal(context));
                break;
            case "Split":
                MovementOperators.Split(context);
                break;
            case "QuantizeLinear":
                QuantizationOperators.Quantize(context);
                break;
            case "DequantizeLinear":
                QuantizationOperators.Dequantize(context);
                break;
            default:
                context.Complete(Single(context));
                break;
        }
    }

    private static OnnxActivation Single(OnnxContext context) => context.Node.Kind switch
    {
        "Conv" => ConvolutionOperators.Convolution(context),
        "ConvTranspose" => ConvolutionOperators.TransposeConvolution(context),
        "BatchNormalization" => ConvolutionOperators.Normalization(context),
        "Gemm" => DenseOperators.Gemm(context),
        "MatMul" => DenseOperators.MatMul(context),
        "MaxPool" => PoolOperators.Maximum(context),
        "AveragePool" => PoolOperators.Average(context),
        "GlobalAveragePool" => ReductionOperators.Global(context, ReductionKind.Mean),
        "GlobalMaxPool" => ReductionOperators.Global(context, ReductionKind.Maximum),
        "ReduceMean" => ReductionOperators.Reduce(context, ReductionKind.Mean),
        "ReduceSum" => ReductionOperators.Reduce(context, ReductionKind.Sum),
        "ReduceMax" => ReductionOperators.Reduce(context, ReductionKind.Maximum),
        "ReduceMin" => ReductionOperators.Reduce(context, ReductionKind.Minimum),
        "Softmax" => ReductionOperators.Softmax(context),
        "Add" => BinaryOperators.Binary(context, BinaryKind.Add),
        "Sub" => BinaryOperators.Binary(context, BinaryKind.Sub),
        "Mul" => BinaryOperators.Binary(context, BinaryKind.Mul),
        "Div" => BinaryOperators.Binary(context, BinaryKind.Div),
        "Sum" => BinaryOperators.Fold(context, BinaryKind.Add),
        "Max" => BinaryOperators.Bound(context, BinaryKind.Maximum),
        "Min" => BinaryOperators.Bound(context, BinaryKind.Minimum),
        "PRelu" => BinaryOperators.Prelu(context),
        "Pow" => BinaryOperators.Power(context),
        "Relu" => UnaryOperators.Clip(context, 0, float.PositiveInfinity),
        "Relu6" => UnaryOperators.Clip(context, 0, 6),
        "Clip" => UnaryOperators.Clip(context),
        "Sigmoid" => UnaryOperators.Unary(context, UnaryKind.Logistic),
        "Tanh" => UnaryOperators.Unary(context, UnaryKind.Tanh),
        "HardSwish" => UnaryOperators.Unary(context, UnaryKind.HardSwish),
        "HardSigmoid" => UnaryOperators.HardSigmoid(context),
        "LeakyRelu" => UnaryOperators.Unary(context, UnaryKind.LeakyRelu, context.Node.Real("alpha", 0.01f)),
        "Elu" when context.Node.Real("alpha", 1) == 1 => UnaryOperators.Unary(context, UnaryKind.Elu),
        "Exp" => UnaryOperators.Unary(context, UnaryKind.Exp),
        "Log" => UnaryOperators.Unary(context, UnaryKind.Log),
        "Sqrt" => UnaryOperators.Unary(context, UnaryKind.Sqrt),
        "Abs" => UnaryOperators.Unary(context, UnaryKind.Abs),
        "Neg" => UnaryOperators.Unary(context, UnaryKind.Neg),
        "Gelu" => UnaryOperators.Unary(context, UnaryKind.Gelu),
        "Swish" or "QuickGelu" or "Silu" => UnaryOperators.Swish(context),
        // Inference does nothing here.
        "Identity" or "Dropout" or "Cast" => context.Activation(0),
        "Flatten" => ShapeOperators.Flatten(context),
        "Reshape" => ShapeOperators.Reshape(context),
        "Squeeze" => ShapeOperators.Squeeze(context),
        "Unsqueeze" => ShapeOperators.Unsqueeze(context),
        "Transpose" => ShapeOperators.Transpose(context),
        "Expand" => ShapeOperators.Expand(context),
        "Pad" => MovementOperators.Pad(context),
        "Concat" => MovementOperators.Concatenation(context),
        "Slice" => MovementOperators.Slice(context),
        "Gather" => MovementOperators.Gather(context),
        "DepthToSpace" => MovementOperators.DepthToSpace(context),
        "SpaceToDepth" => MovementOperators.SpaceToDepth(context),
        "Resize" or "Upsample" => ResizeOperators.Resize(context),
        "NonMaxSuppression" or "TopK" or "ArgMax" or "ArgMin" or "EfficientNMS_TRT" => throw context.Node.Refuse(
            "selects among results, which the device does after the network; cut it off with --outputs and the names of the values before it"),
        var kind => throw context.Node.Refuse($"is not supported; docs/OPERATORS.md lists the operators of ONNX that are{Hint(kind)}"),
    };

    private static string Hint(string kind) => kind switch
    {
        "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" or "LRN" => " (only BatchNormalization is constant in inference)",
        _ when kind.StartsWith("QLinear", StringComparison.Ordinal) || kind is "ConvInteger" or "MatMulInteger" or "QGemm" or "DynamicQuantizeLinear" =>
            " (a quantised network is read with QuantizeLinear and DequantizeLinear, the QDQ format)",
        "If" or "Loop" or "Scan" => " (control flow is not)",
        _ => "",
    };
}
