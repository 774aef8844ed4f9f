using System.Collections.Immutable;
using Google.Protobuf;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Reads the part of an ONNX file (onnx.proto, ModelProto) that a float convolutional network needs. Field numbers are the format's.</summary>
public static class OnnxReader
{
    /// <exception cref="ModelFormatException">The bytes are no ONNX model.</exception>
    public static OnnxModel Read(byte[] bytes)
    {
        try
        {
            OnnxModel? model = null;
            CodedInputStream input = new(bytes);
            ForEachField(input, (field, tag) =>
            {
                if (field != 7)
                {
                    return false;
                }

                model = ReadGraph(input.ReadBytes());
                return true;
            });
            return model ?? throw new ModelFormatException("not an ONNX model: it has no graph");
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ModelFormatException("not an ONNX model, or a truncated one", exception);
        }
    }

    private static OnnxModel ReadGraph(ByteString bytes)
    {
        string name = "";
        List<OnnxNode> nodes = [];
        Dictionary<string, OnnxTensor> constants = [];
        List<OnnxInput> inputs = [];
        List<string> outputs = [];
        CodedInputStream input = bytes.CreateCodedInput();
        ForEachField(input, (field, tag) =>
        {
            switch (field)
            {
                case 1:
                    nodes.Add(ReadNode(input.ReadBytes()));
                    return true;
                case 2:
                    name = input.ReadString();
                    return true;
                case 5:
                    (string key, OnnxTensor tensor) = OnnxTensorReader.Read(input.ReadBytes());
                    constants[key] = tensor;
                    return true;
                case 11:
                    inputs.Add(OnnxInputReader.Read(input.ReadBytes()));
                    return true;
                case 12:
                    outputs.Add(OnnxInputReader.Read(input.ReadBytes()).Name);
                    return true;
                default:
                    return false;
            }
        });
        // Before IR version 4, initialisers were listed among the inputs.
        return new OnnxModel(
            name, [.. nodes], constants.ToImmutableDictionary(), [.. inputs.Where(value => !constants.ContainsKey(value.Name))], [.. outputs]);
    }

    private static OnnxNode ReadNode(ByteString bytes)
    {
        string name = "";
        string kind = "";
        List<string> inputs = [];
        List<string> outputs = [];
        Dictionary<string, OnnxAttribute> attributes = [];
        CodedInputStream input = bytes.CreateCodedInput();
        ForEachField(input, (field, tag) =>
        {
            switch (field)
            {
                case 1:
                    inputs.Add(input.ReadString());
                    return true;
                case 2:
                    outputs.Add(input.ReadString());
                    return true;
                case 3:
                    name = input.ReadString();
                    return true;
                case 4:
                    kind = input.ReadString();
                    return true;
                case 5:
                    (string key, OnnxAttribute attribute) = ReadAttribute(input.ReadBytes());
                    attributes[key] = attribute;
                    return true;
                default:
                    return false;
            }
        });
        return outputs.Count == 0
            ? throw new ModelFormatException($"the node {name} of kind {kind} has no output")
            : new OnnxNode(name, kind, [.. inputs], [.. outputs], attributes.ToImmutableDictionary());
    }

    private static (string Name, OnnxAttribute Attribute) ReadAttribute(ByteString bytes)
    {
        string name = "";
        long integer = 0;
        float real = 0;
        string text = "";
        List<long> integers = [];
        OnnxTensor? tensor = null;
        CodedInputStream input = bytes.CreateCodedInput();
        ForEachField(input, (field, tag) =>
        {
            switch (field)
            {
                case 1:
                    name = input.ReadString();
                    return true;
                case 2:
                    real = input.ReadFloat();
                    return true;
                case 3:
                    integer = input.ReadInt64();
                    return true;
                case 4:
                    text = input.ReadBytes().ToStringUtf8();
                    return true;
                case 5:
                    tensor = OnnxTensorReader.Read(input.ReadBytes()).Tensor;
                    return true;
                case 8:
                    ReadIntegers(input, tag, integers);
                    return true;
                default:
                    return false;
            }
        });
        return (name, new OnnxAttribute(integer, real, text, [.. integers], tensor));
    }

    /// <summary>Repeated integers, packed or one by one, as the tag says.</summary>
    internal static void ReadIntegers(CodedInputStream input, uint tag, List<long> values)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            values.Add(input.ReadInt64());
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
        {
            values.Add(packed.ReadInt64());
        }
    }

    /// <summary>Offers each field's number and tag; a field that is not taken is skipped.</summary>
    internal static void ForEachField(CodedInputStream input, Func<int, uint, bool> take)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            if (!take(WireFormat.GetTagFieldNumber(tag), tag))
            {
                input.SkipLastField();
            }
        }
    }
}
