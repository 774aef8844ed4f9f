// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Google.Protobuf;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx.Reading;

/// <summary>
/// Reads the part of an ONNX file (onnx.proto, ModelProto) that a convolutional network needs. Field numbers are the format's. Whatever the bytes,
/// the result is a model or one exception.
/// </summary>
public sealed class OnnxReader
{
    private readonly OnnxTensorReader _tensors;

    private OnnxReader(OnnxTensorReader tensors)
    {
        _tensors = tensors;
    }

    /// <summary>Reads a file, and what it keeps in files beside it.</summary>
    /// <exception cref="ModelFormatException">The file is no ONNX model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxModel ReadFile(string path) =>
        Read(File.ReadAllBytes(path), (name, offset, length) => ReadBeside(Path.GetDirectoryName(Path.GetFullPath(path))!, name, offset, length));

    /// <exception cref="ModelFormatException">The bytes are no ONNX model, or one that keeps constants in other files.</exception>
    public static OnnxModel Read(byte[] bytes) => Read(bytes, null);

    private static OnnxModel Read(byte[] bytes, Func<string, long, long?, byte[]>? external)
    {
        if (bytes.Length == 0)
        {
            throw new ModelFormatException("not an ONNX model: the file is empty");
        }

        try
        {
            return new OnnxReader(new OnnxTensorReader(external)).ReadModel(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ModelFormatException("not an ONNX model, or a truncated or damaged one", exception);
        }
    }

    private static byte[] ReadBeside(string folder, string name, long offset, long? length)
    {
        if (name.Length == 0 || name.IndexOfAny(['/', '\\', '\0']) >= 0 || name is "." or "..")
        {
            throw new ModelFormatException($"the model keeps constants in '{OneLine.Of(name)}'; a file beside it is possible");
        }

        string path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new ModelFormatException($"the model keeps constants in {name}, which is not beside it");
        }

        using FileStream stream = File.OpenRead(path);
        long count = length ?? stream.Length - offset;
        if (offset < 0 || count < 0 || offset > stream.Length || count > stream.Length - offset || count > Array.MaxLength)
        {
            throw new ModelFormatException($"the model keeps constants at {offset} of {name}, which has {stream.Length} bytes");
        }

        byte[] bytes = new byte[count];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private OnnxModel ReadModel(byte[] bytes)
    {
        // Messages that occur twice are merged, as the format says.
        List<ByteString> graphs = [];
        long opset = 0;
        CodedInputStream input = new(bytes);
        ProtocolBuffers.ForEachField(input, (field, tag) =>
        {
            switch (field)
            {
                case 7:
                    graphs.Add(input.ReadBytes());
                    return true;
                case 8:
                    ByteString import = input.ReadBytes();
                    bool own = ProtocolBuffers.Children(import, 1) is [] or [.., { Length: 0 }] || ProtocolBuffers.Children(import, 1)[^1].ToStringUtf8() == "ai.onnx";
                    opset = own ? ProtocolBuffers.Number(import, 2) ?? opset : opset;
                    return true;
                default:
                    return false;
            }
        });
        return graphs.Count == 0
            ? throw new ModelFormatException("not an ONNX model: it has no graph")
            : ReadGraph(graphs.Count == 1 ? graphs[0] : ByteString.CopyFrom([.. graphs.SelectMany(graph => graph)]), (int)Math.Clamp(opset, 0, int.MaxValue));
    }

    private OnnxModel ReadGraph(ByteString bytes, int opset)
    {
        string name = "";
        List<OnnxNode> nodes = [];
        Dictionary<string, OnnxTensor> constants = [];
        List<OnnxInput> inputs = [];
        List<string> outputs = [];
        CodedInputStream input = bytes.CreateCodedInput();
        ProtocolBuffers.ForEachField(input, (field, tag) =>
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
                    (string key, OnnxTensor tensor) = _tensors.Read(input.ReadBytes());
                    constants[key] = tensor;
                    return true;
                case 11:
                    inputs.Add(OnnxValueReader.Read(input.ReadBytes()));
                    return true;
                case 12:
                    outputs.Add(OnnxValueReader.Read(input.ReadBytes()).Name);
                    return true;
                default:
                    return false;
            }
        });
        // Before IR version 4, initialisers were listed among the inputs.
        return new OnnxModel(
            OneLine.Of(name), opset, [.. nodes], constants.ToImmutableDictionary(), [.. inputs.Where(value => !constants.ContainsKey(value.Name))],
            [.. outputs.Distinct()]);
    }

    private OnnxNode ReadNode(ByteString bytes)
    {
        string name = "";
        string kind = "";
        string domain = "";
        List<string> inputs = [];
        List<string> outputs = [];
        Dictionary<string, OnnxAttribute> attributes = [];
        CodedInputStream input = bytes.CreateCodedInput();
        ProtocolBuffers.ForEachField(input, (field, tag) =>
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
                case 7:
                    domain = input.ReadString();
                    return true;
                default:
                    return false;
            }
        });
        return outputs.Count == 0
            ? throw new ModelFormatException($"the node {OneLine.Of(name)} of kind {OneLine.Of(kind)} has no output")
            : new OnnxNode(name, kind, domain == "ai.onnx" ? "" : domain, [.. inputs], [.. outputs], attributes.ToImmutableDictionary());
    }

    private (string Name, OnnxAttribute Attribute) ReadAttribute(ByteString bytes)
    {
        string name = "";
        int type = 0;
        long integer = 0;
        float real = 0;
        string text = "";
        List<long> integers = [];
        List<float> reals = [];
        OnnxTensor? tensor = null;
        CodedInputStream input = bytes.CreateCodedInput();
        ProtocolBuffers.ForEachField(input, (field, tag) =>
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
                    tensor = _tensors.Read(input.ReadBytes()).Tensor;
                    return true;
                case 7:
                    ProtocolBuffers.ReadFloats(input, tag, reals);
                    return true;
                case 8:
                    ProtocolBuffers.ReadIntegers(input, tag, integers);
                    return true;
                case 20:
                    type = input.ReadInt32();
                    return true;
                default:
                    return false;
            }
        });
        return (name, new OnnxAttribute((OnnxAttributeType)type, integer, real, text, [.. integers], [.. reals], tensor));
    }
}
