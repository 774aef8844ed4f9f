// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using Google.Protobuf;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Reading;

/// <summary>Reads TensorProto, whose values lie in raw_data, in a field for their type, or in a file beside the model.</summary>
/// <param name="external">Reads part of a file beside the model, by its name, offset and length; null when there is none.</param>
internal sealed class OnnxTensorReader(Func<string, long, long?, byte[]>? external)
{
    // What no microcontroller's model comes near, and far below what would exhaust memory.
    private const long MostElements = 1 << 28;

    public (string Name, OnnxTensor Tensor) Read(ByteString bytes)
    {
        string name = "";
        int type = 0;
        List<long> shape = [];
        List<float> floats = [];
        List<long> integers = [];
        List<ByteString> location = [];
        ByteString raw = ByteString.Empty;
        CodedInputStream input = bytes.CreateCodedInput();
        ProtocolBuffers.ForEachField(input, (field, tag) =>
        {
            switch (field)
            {
                case 1:
                    ProtocolBuffers.ReadIntegers(input, tag, shape);
                    return true;
                case 2:
                    type = input.ReadInt32();
                    return true;
                case 4:
                    ProtocolBuffers.ReadFloats(input, tag, floats);
                    return true;
                case 5 or 7 or 11:
                    ProtocolBuffers.ReadIntegers(input, tag, integers);
                    return true;
                case 8:
                    name = input.ReadString();
                    return true;
                case 9:
                    raw = input.ReadBytes();
                    return true;
                case 10:
                    ProtocolBuffers.ReadDoubles(input, tag, floats);
                    return true;
                case 13:
                    location.Add(input.ReadBytes());
                    return true;
                default:
                    return false;
            }
        });
        long count = Count(name, shape);
        ReadOnlySpan<byte> data = location.Count > 0 ? External(name, location) : raw.Span;
        OnnxTensor tensor = Decode((OnnxType)type, [.. shape.Select(size => (int)size)], floats, integers, data);
        // Texts and other types that no layer computes with are only known by name.
        return tensor.Floats.Length + tensor.Integers.Length == count || tensor.Type is OnnxType.String or OnnxType.Undefined
            ? (name, tensor)
            : throw new ModelFormatException($"the constant {OneLine.Of(name)} has {tensor.Floats.Length + tensor.Integers.Length} values; its shape asks for {count}");
    }

    private static long Count(string name, List<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0 || size > MostElements || (count *= size) > MostElements)
            {
                throw new ModelFormatException($"the constant {OneLine.Of(name)} has the shape {string.Join('x', shape.Take(8))}, which is out of range");
            }
        }

        return count;
    }

    private static OnnxTensor Decode(OnnxType type, ImmutableArray<int> shape, List<float> floats, List<long> integers, ReadOnlySpan<byte> raw)
    {
        int size = type switch
        {
            OnnxType.Double or OnnxType.Int64 or OnnxType.UInt64 => 8,
            OnnxType.Float or OnnxType.Int32 or OnnxType.UInt32 => 4,
            OnnxType.Float16 or OnnxType.BFloat16 or OnnxType.Int16 or OnnxType.UInt16 => 2,
            _ => 1,
        };
        bool real = type is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;
        for (int at = 0; at + size <= raw.Length; at += size)
        {
            ReadOnlySpan<byte> element = raw.Slice(at, size);
            if (real)
            {
                floats.Add(Real(type, element));
            }
            else
            {
                integers.Add(Whole(type, element));
            }
        }

        // Half-precision numbers without raw data lie among the integers, as their bits.
        if (real && raw.IsEmpty && type is OnnxType.Float16 or OnnxType.BFloat16)
        {
            floats = [.. integers.Select(bits => FromHalf(type, (ushort)bits))];
        }

        return new OnnxTensor(shape, real ? [.. floats] : [], real ? [] : [.. integers]) { Type = type };
    }

    private static float Real(OnnxType type, ReadOnlySpan<byte> element) => type switch
    {
        OnnxType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
        OnnxType.Float => BinaryPrimitives.ReadSingleLittleEndian(element),
        _ => FromHalf(type, BinaryPrimitives.ReadUInt16LittleEndian(element)),
    };

    private static float FromHalf(OnnxType type, ushort bits) =>
        type == OnnxType.BFloat16 ? BitConverter.Int32BitsToSingle(bits << 16) : (float)BitConverter.UInt16BitsToHalf(bits);

    private static long Whole(OnnxType type, ReadOnlySpan<byte> element) => type switch
    {
        OnnxType.Int64 or OnnxType.UInt64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        OnnxType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        OnnxType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        OnnxType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        OnnxType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        OnnxType.Int8 => (sbyte)element[0],
        _ => element[0],
    };

    private byte[] External(string name, List<ByteString> entries)
    {
        Dictionary<string, string> location = [];
        foreach (ByteString entry in entries)
        {
            string Text(int field) => ProtocolBuffers.Children(entry, field) is [.., var text] ? text.ToStringUtf8() : "";
            location[Text(1)] = Text(2);
        }

        long? Number(string key) => long.TryParse(location.GetValueOrDefault(key), out long value) ? value : null;
        return external is null
            ? throw new ModelFormatException($"the constant {OneLine.Of(name)} keeps its values in another file")
            : external(location.GetValueOrDefault("location") ?? "", Number("offset") ?? 0, Number("length"));
    }
}
