// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Import;

/// <summary>Constants of a float .tflite as numbers: floats of any width, or the integers of a hybrid model times their scales.</summary>
internal static class TfLiteConstants
{
    /// <exception cref="UnsupportedModelException">The constant's type has no real numbers, or it is not as long as its shape says.</exception>
    public static ImmutableArray<float> Reals(TfLiteTensor tensor)
    {
        int count = Count(tensor);
        ReadOnlyMemory<byte> data = Data(tensor, count, tensor.Type switch
        {
            TfLiteType.FLOAT32 or TfLiteType.INT32 => 4,
            TfLiteType.FLOAT16 => 2,
            TfLiteType.INT8 or TfLiteType.UINT8 => 1,
            _ => throw new UnsupportedModelException($"the constant '{tensor.Name}' is of {tensor.Type}; float, float16 and 8-bit weights are possible"),
        });
        return tensor.Type switch
        {
            TfLiteType.FLOAT32 => [.. Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadSingleLittleEndian(data.Span[(4 * i)..]))],
            TfLiteType.FLOAT16 => [.. Enumerable.Range(0, count).Select(i => (float)BinaryPrimitives.ReadHalfLittleEndian(data.Span[(2 * i)..]))],
            TfLiteType.INT32 => Scaled(tensor, [.. Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadInt32LittleEndian(data.Span[(4 * i)..]))]),
            TfLiteType.INT8 => Scaled(tensor, [.. Enumerable.Range(0, count).Select(i => (int)(sbyte)data.Span[i])]),
            _ => Scaled(tensor, [.. Enumerable.Range(0, count).Select(i => (int)data.Span[i])]),
        };
    }

    /// <summary>Whole numbers of a constant of 32 or 64 bits.</summary>
    public static ImmutableArray<int> Integers(TfLiteTensor tensor)
    {
        int count = Count(tensor);
        if (tensor.Type is not (TfLiteType.INT32 or TfLiteType.INT64) || tensor.Data.IsEmpty)
        {
            throw new UnsupportedModelException($"'{tensor.Name}' is no constant of whole numbers");
        }

        int size = tensor.Type == TfLiteType.INT32 ? 4 : 8;
        ReadOnlyMemory<byte> data = Data(tensor, count, size);
        return
        [
            .. Enumerable.Range(0, count).Select(i => size == 4
                ? BinaryPrimitives.ReadInt32LittleEndian(data.Span[(4 * i)..])
                : (int)Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(data.Span[(8 * i)..]), int.MinValue, int.MaxValue)),
        ];
    }

    private static int Count(TfLiteTensor tensor)
    {
        Shapes.Check(tensor);
        return tensor.Shape.Aggregate(1, (product, size) => product * size);
    }

    private static ReadOnlyMemory<byte> Data(TfLiteTensor tensor, int count, int size) =>
        tensor.Data.Length == count * size && !tensor.IsSparse
            ? tensor.Data
            : throw new UnsupportedModelException($"the constant '{tensor.Name}' has {tensor.Data.Length} bytes{(tensor.IsSparse ? ", sparse" : "")}; its shape asks for {count * size}");

    private static ImmutableArray<float> Scaled(TfLiteTensor tensor, ImmutableArray<int> values)
    {
        if (tensor.Quantization is not { } quantization)
        {
            return tensor.Type == TfLiteType.INT32 ? [.. values.Select(value => (float)value)]
                : throw new UnsupportedModelException($"the constant '{tensor.Name}' of {tensor.Type} has no scale");
        }

        int scales = quantization.Scales.Length;
        if (scales > 1 && (quantization.Dimension < 0 || quantization.Dimension >= tensor.Shape.Length || tensor.Shape[quantization.Dimension] != scales))
        {
            throw new UnsupportedModelException($"the constant '{tensor.Name}' has {scales} scales along dimension {quantization.Dimension}, which has another size");
        }

        int inner = scales == 1 ? values.Length : tensor.Shape.Skip(quantization.Dimension + 1).Aggregate(1, (product, size) => product * size);
        return [.. values.Select((value, i) => quantization.Scales[i / inner % scales] * (value - quantization.ZeroPoints[i / inner % scales]))];
    }
}
