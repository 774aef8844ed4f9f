// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>Arithmetic on INT32 and INT64 constants: what exporters do with shapes.</summary>
internal static class IntegerFolding
{
    /// <summary>Operators that are computed on integers only.</summary>
    public static ImmutableArray<BuiltinOperator> Codes { get; } =
        [BuiltinOperator.CAST, BuiltinOperator.FLOOR_DIV, BuiltinOperator.FLOOR_MOD, BuiltinOperator.RANGE, BuiltinOperator.REDUCE_PROD];

    /// <returns>Null for other types, and operators that are none of these.</returns>
    public static long[]? Evaluate(OperatorContext context)
    {
        TfLiteTensor[] inputs = [.. Enumerable.Range(0, context.Operator.Inputs.Length).Select(context.InputTensor)];
        if (inputs.Append(context.Output).Any(t => t.Type is not (TfLiteType.INT32 or TfLiteType.INT64)))
        {
            return null;
        }

        long[][] values = [.. inputs.Select(Read)];
        return (context.Operator.Code, values) switch
        {
            (BuiltinOperator.CAST, [var a]) => a,
            (BuiltinOperator.REDUCE_PROD, [var a, _]) when Shapes.Count(context.Output.Shape) == 1 => [a.Aggregate(1L, (x, y) => unchecked(x * y))],
            (BuiltinOperator.RANGE, [[var from], [var to], [> 0 and var step]]) when to - from <= int.MaxValue =>
                [.. Enumerable.Range(0, (int)((Math.Max(to - from, 0) + step - 1) / step)).Select(i => from + (i * step))],
            (var code, [var a, var b]) when a.Length == b.Length || a.Length == 1 || b.Length == 1 => Binary(code, a, b),
            _ => null,
        };
    }

    public static byte[] Bytes(TfLiteType type, long[] values)
    {
        int size = type == TfLiteType.INT64 ? 8 : 4;
        byte[] bytes = new byte[size * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (size == 8)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
            }
            else
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), unchecked((int)values[i]));
            }
        }

        return bytes;
    }

    private static long[]? Binary(BuiltinOperator code, long[] a, long[] b)
    {
        Func<long, long, long>? function = code switch
        {
            BuiltinOperator.ADD => (x, y) => unchecked(x + y),
            BuiltinOperator.SUB => (x, y) => unchecked(x - y),
            BuiltinOperator.MUL => (x, y) => unchecked(x * y),
            BuiltinOperator.MAXIMUM => Math.Max,
            BuiltinOperator.MINIMUM => Math.Min,
            BuiltinOperator.DIV when !b.Contains(0) && !b.Contains(-1) => (x, y) => x / y,
            BuiltinOperator.FLOOR_DIV when !b.Contains(0) && !b.Contains(-1) => (x, y) => (x / y) - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0),
            BuiltinOperator.FLOOR_MOD when !b.Contains(0) && !b.Contains(-1) => (x, y) => ((x % y) + y) % y,
            _ => null,
        };
        return function is null
            ? null
            : [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => function(a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]))];
    }

    private static long[] Read(TfLiteTensor tensor)
    {
        ReadOnlyMemory<byte> data = tensor.Data;
        return tensor.Type == TfLiteType.INT64
            ? [.. Enumerable.Range(0, data.Length / 8).Select(i => BinaryPrimitives.ReadInt64LittleEndian(data.Span[(8 * i)..]))]
            : [.. Enumerable.Range(0, data.Length / 4).Select(i => (long)BinaryPrimitives.ReadInt32LittleEndian(data.Span[(4 * i)..]))];
    }
}
