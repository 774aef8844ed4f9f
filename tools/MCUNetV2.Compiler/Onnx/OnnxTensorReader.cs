using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Reads TensorProto of type float or int64, whose values lie in raw_data or in a typed field.</summary>
internal static class OnnxTensorReader
{
    private const int FloatType = 1;
    private const int Int64Type = 7;

    public static (string Name, OnnxTensor Tensor) Read(ByteString bytes)
    {
        string name = "";
        int type = 0;
        List<long> shape = [];
        List<float> floats = [];
        List<long> integers = [];
        ByteString raw = ByteString.Empty;
        CodedInputStream input = bytes.CreateCodedInput();
        OnnxReader.ForEachField(input, (field, tag) =>
        {
            switch (field)
            {
                case 1:
                    OnnxReader.ReadIntegers(input, tag, shape);
                    return true;
                case 2:
                    type = input.ReadInt32();
                    return true;
                case 4:
                    ReadFloats(input, tag, floats);
                    return true;
                case 7:
                    OnnxReader.ReadIntegers(input, tag, integers);
                    return true;
                case 8:
                    name = input.ReadString();
                    return true;
                case 9:
                    raw = input.ReadBytes();
                    return true;
                default:
                    return false;
            }
        });
        ImmutableArray<float> reals = type == FloatType && raw.Length > 0 ? [.. MemoryMarshal.Cast<byte, float>(raw.Span)] : [.. floats];
        ImmutableArray<long> wholes = type == Int64Type && raw.Length > 0 ? [.. MemoryMarshal.Cast<byte, long>(raw.Span)] : [.. integers];
        long count = shape.Aggregate(1L, (product, size) => product * size);
        return type is not (FloatType or Int64Type) || (type == FloatType ? reals.Length : wholes.Length) == count
            ? (name, new OnnxTensor([.. shape], reals, wholes))
            : throw new ModelFormatException($"the constant {name} has not the {count} values that its shape asks for (external data is not read)");
    }

    private static void ReadFloats(CodedInputStream input, uint tag, List<float> values)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            values.Add(input.ReadFloat());
            return;
        }

        values.AddRange(MemoryMarshal.Cast<byte, float>(input.ReadBytes().Span));
    }
}
