// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// RELU and its relatives, rescaling as TFLite does (its micro variant of RELU6 expects equal quantisations, where both agree). A table, which
/// joins the operator before it where it only clamps.
/// </summary>
internal static class Relu
{
    public static SourceOperator Source { get; } = 
        new(Import, BuiltinOperator.RELU, BuiltinOperator.RELU6, BuiltinOperator.RELU_N1_TO_1, BuiltinOperator.RELU_0_TO_1);

    private static Value Import(OperatorContext context)
    {
        (Value input, (float Scale, int ZeroPoint) from, (float Scale, int ZeroPoint) to) = LookupTable.Read(context);
        TfLiteActivation activation = context.Operator.Code switch
        {
            BuiltinOperator.RELU6 => TfLiteActivation.RELU6,
            BuiltinOperator.RELU_N1_TO_1 or BuiltinOperator.RELU_0_TO_1 => TfLiteActivation.RELU_N1_TO_1,
            _ => TfLiteActivation.RELU,
        };
        QuantizedMultiplier multiplier = Quantized.Multiplier((double)(from.Scale / to.Scale), context.Refuse);
        (int min, int max) = Quantized.Clamp(activation, to, context.Refuse);
        min = context.Operator.Code == BuiltinOperator.RELU_0_TO_1 ? Math.Max(sbyte.MinValue, to.ZeroPoint) : min;
        return LookupTable.Emit(
            context, input, LookupTable.Of(x => Math.Clamp(multiplier.Apply(x - from.ZeroPoint) + to.ZeroPoint, min, max)));
    }
}
