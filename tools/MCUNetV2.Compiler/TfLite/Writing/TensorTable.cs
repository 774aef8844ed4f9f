// SPDX-License-Identifier: MIT
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>The schema's Tensor and QuantizationParameters tables.</summary>
internal static class TensorTable
{
    public static int Write(FlatBufferBuilder builder, BufferSection buffers, TfLiteTensor tensor)
    {
        int buffer = buffers.Add(tensor.Data.Span);
        int quantization = tensor.Quantization is { } parameters ? WriteQuantization(builder, parameters) : 0;
        VectorOffset shape = builder.Integers(tensor.Shape);
        VectorOffset signature = tensor.ShapeSignature.IsEmpty ? default : builder.Integers(tensor.ShapeSignature);
        StringOffset name = builder.CreateString(tensor.Name);
        builder.StartTable(9);
        builder.AddOffset(0, shape.Value, 0);
        builder.AddSbyte(1, (sbyte)tensor.Type, 0);
        builder.AddUint(2, (uint)buffer, 0);
        builder.AddOffset(3, name.Value, 0);
        builder.AddOffset(4, quantization, 0);
        builder.AddBool(5, tensor.IsVariable, false);
        builder.AddOffset(7, signature.Value, 0);
        builder.AddBool(8, true, false);
        return builder.EndTable();
    }

    private static int WriteQuantization(FlatBufferBuilder builder, TfLiteQuantization quantization)
    {
        VectorOffset scales = builder.Floats(quantization.Scales);
        VectorOffset zeroPoints = builder.Longs(quantization.ZeroPoints);
        builder.StartTable(7);
        builder.AddOffset(2, scales.Value, 0);
        builder.AddOffset(3, zeroPoints.Value, 0);
        builder.AddInt(6, quantization.Dimension, 0);
        return builder.EndTable();
    }
}
