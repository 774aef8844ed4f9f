// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite.Reading;

/// <summary>Decodes tensors and the buffers that hold their constants.</summary>
internal static class TensorReader
{
    /// <summary>The content of one Buffer table: inside the FlatBuffer, or behind it as files of more than 2 GB do.</summary>
    public static ReadOnlyMemory<byte> ReadBuffer(FlatFile file, FlatTable buffer)
    {
        ulong offset = buffer.UInt64(1);
        return offset > 1 ? file.Slice(offset, buffer.UInt64(2)) : buffer.Bytes(0);
    }

    public static TfLiteTensor Read(FlatTable tensor, ImmutableArray<ReadOnlyMemory<byte>> buffers, int index)
    {
        string name = tensor.Text(3);
        uint buffer = (uint)tensor.Int32(2);
        if (buffer >= buffers.Length && buffer != 0)
        {
            throw new ModelFormatException($"the file is damaged: tensor {index} refers to buffer {buffer} of {buffers.Length}");
        }

        if (tensor.Int32(10) != 0)
        {
            throw new ModelFormatException($"tensor {index} '{name}' keeps its values in another file; convert the model into one file");
        }

        return new TfLiteTensor(
            name, (TfLiteType)tensor.Byte(1), tensor.Int32s(0), Quantization(tensor.Child(4)), buffers.IsEmpty ? default : buffers[(int)buffer])
        {
            ShapeSignature = tensor.Int32s(7),
            IsVariable = tensor.Boolean(5),
            IsSparse = tensor.Has(6),
        };
    }

    private static TfLiteQuantization? Quantization(FlatTable? table)
    {
        if (table is not { } quantization)
        {
            return null;
        }

        ImmutableArray<float> scales = quantization.Singles(2);
        ImmutableArray<long> zeroPoints = quantization.Int64s(3);
        if (scales.IsEmpty || zeroPoints.IsEmpty)
        {
            return null;
        }

        // One zero point may stand for every channel's.
        ImmutableArray<long> each = zeroPoints.Length == scales.Length ? zeroPoints : [.. Enumerable.Repeat(zeroPoints[0], scales.Length)];
        return new TfLiteQuantization(scales, each, quantization.Int32(6));
    }
}
