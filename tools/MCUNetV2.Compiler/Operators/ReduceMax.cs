// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>REDUCE_MAX as a MAX_POOL_2D over all that is reduced, and REDUCE_MIN as one between two tables that turn the order around.</summary>
internal static class ReduceMax
{
    private static readonly LookupConstants Complement = LookupTable.Of(x => ~x);

    public static SourceOperator Maximum { get; } = new(context => Pool(context, Reduction.Of(context)), BuiltinOperator.REDUCE_MAX);

    public static SourceOperator Minimum { get; } = new(
        context =>
        {
            Reduction reduction = Reduction.Of(context);
            Value maximum = Pool(context, reduction with { Input = Turned(context, reduction.Input) });
            return context.Emit(OperatorKind.Lookup, [maximum.Tensor], reduction.Output, reduction.Layout, o => o with { Constants = Complement });
        },
        BuiltinOperator.REDUCE_MIN);

    private static Value Pool(OperatorContext context, Reduction reduction)
    {
        TfLiteTensor source = context.InputTensor(0);
        return Quantized.Activation(source, context.Refuse) == Quantized.Activation(context.Output, context.Refuse)
            ? reduction.Emit(context, OperatorKind.MaxPool2D, o => o)
            : throw context.Refuse("has different quantisations of input and output; TFLite requires the same");
    }

    private static Value Turned(OperatorContext context, Value value)
    {
        Tensor tensor = context.Graph[value.Tensor];
        return context.Emit(
            OperatorKind.Lookup, [value.Tensor], (tensor.Scale, tensor.ZeroPoint), context.ExtentsOf(value), value.Shape, value.Layout,
            o => o with { Constants = Complement });
    }
}
