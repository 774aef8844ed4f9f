// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace MCUNetV2.Tools.Tests.Onnx;

/// <summary>Writes the few ONNX messages that tests need, by the format's field numbers.</summary>
internal static class OnnxBytes
{
    private const int FloatType = 1;
    private const int Int64Type = 7;

    private const int IrVersion = 8;
    private const int OpsetVersion = 13;

    public static byte[] Model(params byte[][] graphFields) =>
        Concat(Number(1, IrVersion), Message((7, Concat([.. graphFields, Message((2, Text("network")))]))), Message((8, Number(2, OpsetVersion))));

    public static byte[] Model(int opset, params byte[][] graphFields) =>
        Concat(Number(1, IrVersion), Message((7, Concat([.. graphFields, Message((2, Text("network")))]))), Message((8, Number(2, opset))));

    public static byte[] Node(string kind, string[] inputs, string output, params byte[][] attributes) => Node(kind, inputs, [output], attributes);

    public static byte[] Node(string kind, string[] inputs, string[] outputs, params byte[][] attributes)
    {
        IEnumerable<(int, byte[])> fields =
        [
            .. inputs.Select(input => (1, Text(input))), .. outputs.Select(output => (2, Text(output))), (4, Text(kind)), .. attributes.Select(attribute => (5, attribute)),
        ];
        return Message((1, Message([.. fields])));
    }

    public static byte[] Integers(string name, params long[] values) =>
        Concat(Message((1, Text(name))), Concat([.. values.Select(value => Number(8, value))]), Number(20, 7));

    public static byte[] Integer(string name, long value) => Concat(Message((1, Text(name))), Number(3, value), Number(20, 2));

    public static byte[] Real(string name, float value) => [.. Message((1, Text(name))), 0x15, .. BitConverter.GetBytes(value), .. Number(20, 1)];

    public static byte[] Word(string name, string value) => Concat(Message((1, Text(name)), (4, Text(value))), Number(20, 3));

    public static byte[] Reals(string name, params float[] values) =>
        Concat(Message((1, Text(name)), (7, MemoryMarshal.AsBytes<float>(values).ToArray())), Number(20, 6));

    /// <summary>A tensor as an attribute.</summary>
    public static byte[] Tensor(string name, long[] shape, float[] values) =>
        Concat(Message((1, Text(name)), (5, Content("", shape, FloatType, MemoryMarshal.AsBytes<float>(values).ToArray()))), Number(20, 4));

    /// <summary>A constant of another type, by the format's number: 2 uint8, 3 int8, 6 int32.</summary>
    public static byte[] Constant(string name, long[] shape, int type, byte[] raw) => Message((5, Content(name, shape, type, raw)));

    public static byte[] Constant(string name, long[] shape, float[] values) => Message((5, Concat(
        Concat([.. shape.Select(size => Number(1, size))]), Number(2, FloatType), Message((8, Text(name)), (9, MemoryMarshal.AsBytes<float>(values).ToArray())))));

    public static byte[] Constant(string name, params long[] values) => Message((5, Concat(
        Number(1, values.Length), Number(2, Int64Type), Message((8, Text(name)), (9, MemoryMarshal.AsBytes<long>(values).ToArray())))));

    public static byte[] Input(string name, params long[] shape) => Message((11, Value(name, shape)));

    /// <summary>An output whose shape is to be inferred.</summary>
    public static byte[] Output(string name) => Message((12, Message((1, Text(name)), (2, Message((1, Number(1, FloatType)))))));

    private static byte[] Content(string name, long[] shape, int type, byte[] raw) =>
        Concat(Concat([.. shape.Select(size => Number(1, size))]), Number(2, type), Message((8, Text(name)), (9, raw)));

    private static byte[] Value(string name, long[] shape)
    {
        byte[] dimensions = Concat([.. shape.Select(size => Message((1, Number(1, size))))]);
        return Message((1, Text(name)), (2, Message((1, Concat(Number(1, FloatType), Message((2, dimensions)))))));
    }

    private static byte[] Message(params (int Field, byte[] Content)[] fields)
    {
        using MemoryStream stream = new();
        CodedOutputStream output = new(stream);
        foreach ((int field, byte[] content) in fields)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        output.Flush();
        return stream.ToArray();
    }

    private static byte[] Number(int field, long value)
    {
        using MemoryStream stream = new();
        CodedOutputStream output = new(stream);
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        output.Flush();
        return stream.ToArray();
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static byte[] Concat(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
