// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>One of the model's outputs: int8, or what a last DEQUANTIZE or QUANTIZE makes of it on the host.</summary>
internal static class OutputImporter
{
    /// <summary>The int8 tensor on the device, its bytes in the declared order.</summary>
    public static (int Tensor, ImmutableArray<int> Shape, BoundaryType Type) Import(
        TfLiteSubgraph source, ImmutableArray<int> live, int output, Dictionary<int, Value> values, GraphBuilder graph)
    {
        string name = source.Tensors[output].Name;
        int producer = live.FirstOrDefault(i => source.Operators[i].Outputs.Contains(output), -1);
        if (producer < 0)
        {
            throw new UnsupportedModelException($"the model's output '{name}' is not computed by any operator");
        }

        OperatorContext context = new(source, producer, values, graph);
        TfLiteType type = source.Tensors[output].Type;
        Value value = type switch
        {
            TfLiteType.FLOAT32 when context.Operator.Code == BuiltinOperator.DEQUANTIZE => context.AnyInput(0),
            TfLiteType.UINT8 when context.Operator.Code == BuiltinOperator.QUANTIZE => Quantize.ToUInt8(context),
            TfLiteType.INT8 => values[output],
            TfLiteType.INT32 or TfLiteType.INT64 when context.Operator.Code is BuiltinOperator.ARG_MAX or BuiltinOperator.ARG_MIN => values[output],
            _ => throw context.Refuse($"computes the output '{name}' in {type}; INT8, or FLOAT32 by a DEQUANTIZE, is supported"),
        };
        value = context.Natural(value);
        return (value.Tensor, source.Tensors[output].Shape, type switch
        {
            TfLiteType.FLOAT32 => BoundaryType.Float32,
            TfLiteType.UINT8 => BoundaryType.UInt8,
            TfLiteType.INT32 => BoundaryType.Int32,
            TfLiteType.INT64 => BoundaryType.Int64,
            _ => BoundaryType.Int8,
        });
    }
}
