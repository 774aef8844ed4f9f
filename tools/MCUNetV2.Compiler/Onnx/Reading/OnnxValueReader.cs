// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Google.Protobuf;

namespace MCUNetV2.Compiler.Onnx.Reading;

/// <summary>Reads ValueInfoProto: a name, and the element type and shape inside type, tensor_type.</summary>
internal static class OnnxValueReader
{
    private const int FloatType = 1;

    public static OnnxInput Read(ByteString bytes)
    {
        List<ByteString> types = [.. ProtocolBuffers.Children(bytes, 2).SelectMany(type => ProtocolBuffers.Children(type, 1))];
        ImmutableArray<long> shape =
        [
            .. types.SelectMany(type => ProtocolBuffers.Children(type, 2)).SelectMany(dims => ProtocolBuffers.Children(dims, 1))
                .Select(dimension => ProtocolBuffers.Number(dimension, 1) ?? 0),
        ];
        string name = ProtocolBuffers.Children(bytes, 1) is [.., var text] ? text.ToStringUtf8() : "";
        return new OnnxInput(name, shape, types is [.., var tensor] && ProtocolBuffers.Number(tensor, 1) == FloatType);
    }
}
