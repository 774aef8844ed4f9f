// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Which code imports which operator.</summary>
internal static class OnnxOperators
{
    /// <summary>Operators of one output.</summary>
    private static readonly FrozenDictionary<string, Func<OnnxContext, OnnxActivation>> OfOneOutput = new Dictionary<string, Func<OnnxContext, OnnxActivation>>
    {
        ["Conv"] = ConvolutionOperators.Convolution,
        ["ConvTranspose"] = ConvolutionOperators.TransposeConvolution,
        ["BatchNormalization"] = ConvolutionOperators.Normalization,
        ["Gemm"] = DenseOperators.Gemm,
        ["MatMul"] = DenseOperators.MatMul,
        ["MaxPool"] = PoolOperators.Maximum,
        ["AveragePool"] = PoolOperators.Average,
        ["GlobalAveragePool"] = context => ReductionOperators.Global(context, ReductionKind.Mean),
        ["GlobalMaxPool"] = context => ReductionOperators.Global(context, ReductionKind.Maximum),
        ["ReduceMean"] = context => ReductionOperators.Reduce(context, ReductionKind.Mean),
        ["ReduceSum"] = context => ReductionOperators.Reduce(context, ReductionKind.Sum),
        ["ReduceMax"] = context => ReductionOperators.Reduce(context, ReductionKind.Maximum),
        ["ReduceMin"] = context => ReductionOperators.Reduce(context, ReductionKind.Minimum),
        ["Softmax"] = ReductionOperators.Softmax,
        ["Add"] = context => BinaryOperators.Binary(context, BinaryKind.Add),
        ["Sub"] = context => BinaryOperators.Binary(context, BinaryKind.Sub),
        ["Mul"] = context => BinaryOperators.Binary(context, BinaryKind.Mul),
        ["Div"] = context => BinaryOperators.Binary(context, BinaryKind.Div),
        ["Sum"] = context => BinaryOperators.Fold(context, BinaryKind.Add),
        ["Max"] = context => BinaryOperators.Bound(context, BinaryKind.Maximum),
        ["Min"] = context => BinaryOperators.Bound(context, BinaryKind.Minimum),
        ["PRelu"] = BinaryOperators.Prelu,
        ["Pow"] = BinaryOperators.Power,
        ["Relu"] = context => UnaryOperators.Clip(context, 0, float.PositiveInfinity),
        ["Relu6"] = context => UnaryOperators.Clip(context, 0, 6),
        ["Clip"] = UnaryOperators.Clip,
        ["Sigmoid"] = context => UnaryOperators.Unary(context, UnaryKind.Logistic),
        ["Tanh"] = context => UnaryOperators.Unary(context, UnaryKind.Tanh),
        ["HardSwish"] = context => UnaryOperators.Unary(context, UnaryKind.HardSwish),
        ["HardSigmoid"] = UnaryOperators.HardSigmoid,
        ["LeakyRelu"] = context => UnaryOperators.Unary(context, UnaryKind.LeakyRelu, context.Node.Real("alpha", 0.01f)),
        ["Elu"] = UnaryOperators.Elu,
        ["Exp"] = context => UnaryOperators.Unary(context, UnaryKind.Exp),
        ["Log"] = context => UnaryOperators.Unary(context, UnaryKind.Log),
        ["Sqrt"] = context => UnaryOperators.Unary(context, UnaryKind.Sqrt),
        ["Abs"] = context => UnaryOperators.Unary(context, UnaryKind.Abs),
        ["Neg"] = context => UnaryOperators.Unary(context, UnaryKind.Neg),
        ["Gelu"] = context => UnaryOperators.Unary(context, UnaryKind.Gelu),
        ["Swish"] = UnaryOperators.Swish,
        ["QuickGelu"] = UnaryOperators.Swish,
        ["Silu"] = UnaryOperators.Swish,
        // Inference does nothing here.
        ["Identity"] = context => context.Activation(0),
        ["Dropout"] = context => context.Activation(0),
        ["Cast"] = context => context.Activation(0),
        ["Flatten"] = ShapeOperators.Flatten,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Expand"] = ShapeOperators.Expand,
        ["Pad"] = MovementOperators.Pad,
        ["Concat"] = MovementOperators.Concatenation,
        ["Slice"] = MovementOperators.Slice,
        ["Gather"] = MovementOperators.Gather,
        ["DepthToSpace"] = MovementOperators.DepthToSpace,
        ["SpaceToDepth"] = MovementOperators.SpaceToDepth,
        ["Resize"] = ResizeOperators.Resize,
        ["Upsample"] = ResizeOperators.Resize,
    }.ToFrozenDictionary();

    /// <summary>What keeps an operator from being read; null when it is known.</summary>
    public static string? Reason(OnnxNode node) => node switch
    {
        { Domain: not ("" or "com.microsoft") } => $"is an operator of {TfLite.OneLine.Of(node.Domain)}, not of ONNX itself",
        { Kind: "NonMaxSuppression" or "TopK" or "ArgMax" or "ArgMin" or "EfficientNMS_TRT" } =>
            "selects among results, which the device does after the network; cut it off with --outputs and the names of the values before it",
        { Kind: "Split" or "QuantizeLinear" or "DequantizeLinear" or "Constant" } => null,
        { Kind: var kind } => OfOneOutput.ContainsKey(kind)
            ? null
            : $"is not supported; docs/OPERATORS.md lists the operators of ONNX that are{Hint(kind)}",
    };

    public static void Import(OnnxContext context)
    {
        OnnxNode node = context.Node;
        if (Reason(node) is { } reason)
        {
            throw node.Refuse(reason);
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
                context.Complete(OfOneOutput[node.Kind](context));
                break;
        }
    }

    private static string Hint(string kind) => kind switch
    {
        "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" or "LRN" => " (only BatchNormalization is constant in inference)",
        _ when kind.StartsWith("QLinear", StringComparison.Ordinal) || kind is "ConvInteger" or "MatMulInteger" or "QGemm" or "DynamicQuantizeLinear" =>
            " (a quantised network is read with QuantizeLinear and DequantizeLinear, the QDQ format)",
        "If" or "Loop" or "Scan" => " (control flow is not)",
        _ => "",
    };
}
