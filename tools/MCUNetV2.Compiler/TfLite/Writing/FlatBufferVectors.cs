// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>Vectors of a flat buffer; the builder fills them from the last element to the first.</summary>
internal static class FlatBufferVectors
{
    public static VectorOffset Offsets(this FlatBufferBuilder builder, ReadOnlySpan<int> tables)
    {
        builder.StartVector(sizeof(int), tables.Length, sizeof(int));
        for (int i = tables.Length - 1; i >= 0; i--)
        {
            builder.AddOffset(tables[i]);
        }

        return builder.EndVector();
    }

    public static VectorOffset Integers(this FlatBufferBuilder builder, ImmutableArray<int> values)
    {
        builder.StartVector(sizeof(int), values.Length, sizeof(int));
        for (int i = values.Length - 1; i >= 0; i--)
        {
            builder.AddInt(values[i]);
        }

        return builder.EndVector();
    }

    public static VectorOffset Longs(this FlatBufferBuilder builder, ImmutableArray<long> values)
    {
        builder.StartVector(sizeof(long), values.Length, sizeof(long));
        for (int i = values.Length - 1; i >= 0; i--)
        {
            builder.AddLong(values[i]);
        }

        return builder.EndVector();
    }

    public static VectorOffset Floats(this FlatBufferBuilder builder, ImmutableArray<float> values)
    {
        builder.StartVector(sizeof(float), values.Length, sizeof(float));
        for (int i = values.Length - 1; i >= 0; i--)
        {
            builder.AddFloat(values[i]);
        }

        return builder.EndVector();
    }

    public static VectorOffset Bytes(this FlatBufferBuilder builder, ReadOnlySpan<byte> values, int alignment)
    {
        builder.StartVector(1, values.Length, alignment);
        for (int i = values.Length - 1; i >= 0; i--)
        {
            builder.AddByte(values[i]);
        }

        return builder.EndVector();
    }
}
