using System.Collections.Immutable;
using Google.Protobuf;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>Reads ValueInfoProto: a name, and the shape inside type, tensor_type, shape, dim.</summary>
internal static class OnnxInputReader
{
    public static OnnxInput Read(ByteString bytes)
    {
        string name = "";
        ImmutableArray<long> shape = [];
        CodedInputStream input = bytes.CreateCodedInput();
        OnnxReader.ForEachField(input, (field, _) =>
        {
            switch (field)
            {
                case 1:
                    name = input.ReadString();
                    return true;
                case 2:
                    shape = [.. Children(input.ReadBytes(), 1).SelectMany(type => Children(type, 2)).SelectMany(dims => Children(dims, 1)).Select(Size)];
                    return true;
                default:
                    return false;
            }
        });
        return new OnnxInput(name, shape);
    }

    private static List<ByteString> Children(ByteString bytes, int number)
    {
        List<ByteString> children = [];
        CodedInputStream input = bytes.CreateCodedInput();
        OnnxReader.ForEachField(input, (field, _) =>
        {
            if (field != number)
            {
                return false;
            }

            children.Add(input.ReadBytes());
            return true;
        });
        return children;
    }

    private static long Size(ByteString bytes)
    {
        long size = 0;
        CodedInputStream input = bytes.CreateCodedInput();
        OnnxReader.ForEachField(input, (field, _) =>
        {
            if (field != 1)
            {
                return false;
            }

            size = input.ReadInt64();
            return true;
        });
        return size;
    }
}
