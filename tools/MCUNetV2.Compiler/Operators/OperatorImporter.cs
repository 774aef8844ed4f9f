using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>Which class imports which operator.</summary>
internal static class OperatorImporter
{
    /// <returns>The operator's output; null when it is not on the device (a DEQUANTIZE or QUANTIZE at an output, done by the host).</returns>
    public static Value? Import(OperatorContext context) => context.Operator.Code switch
    {
        BuiltinOperator.CONV_2D => Conv2DImporter.Import(context),
        BuiltinOperator.DEPTHWISE_CONV_2D => DepthwiseConv2DImporter.Import(context),
        BuiltinOperator.FULLY_CONNECTED => FullyConnectedImporter.Import(context),
        BuiltinOperator.ADD => BinaryImporter.Import(context, OperatorKind.Add, context.OptionsOr(new AddOptions()).Activation),
        BuiltinOperator.SUB => BinaryImporter.Import(context, OperatorKind.Sub, context.OptionsOr(new SubOptions()).Activation),
        BuiltinOperator.MUL => BinaryImporter.Import(context, OperatorKind.Mul, context.OptionsOr(new MulOptions()).Activation),
        BuiltinOperator.PAD or BuiltinOperator.PADV2 => PadImporter.Import(context),
        BuiltinOperator.AVERAGE_POOL_2D => PoolImporter.Import(context, OperatorKind.AveragePool2D),
        BuiltinOperator.MAX_POOL_2D => PoolImporter.Import(context, OperatorKind.MaxPool2D),
        BuiltinOperator.MEAN => MeanImporter.Import(context),
        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR => ResizeNearestImporter.Import(context),
        BuiltinOperator.CONCATENATION => ConcatenationImporter.Import(context),
        BuiltinOperator.RESHAPE or BuiltinOperator.SQUEEZE or BuiltinOperator.EXPAND_DIMS => ShapeImporter.Reshape(context),
        BuiltinOperator.TRANSPOSE => ShapeImporter.Transpose(context),
        BuiltinOperator.SOFTMAX => SoftmaxImporter.Import(context),
        BuiltinOperator.LOGISTIC => UnaryImporter.Logistic(context),
        BuiltinOperator.RELU => UnaryImporter.Clamp(context, TfLiteActivation.RELU),
        BuiltinOperator.RELU6 => UnaryImporter.Clamp(context, TfLiteActivation.RELU6),
        BuiltinOperator.RELU_N1_TO_1 => UnaryImporter.Clamp(context, TfLiteActivation.RELU_N1_TO_1),
        BuiltinOperator.QUANTIZE => BoundaryOperators.Quantize(context),
        BuiltinOperator.DEQUANTIZE => BoundaryOperators.Dequantize(context),
        _ => throw context.Refuse("is not supported; docs/OPERATORS.md lists those that are"),
    };
}
