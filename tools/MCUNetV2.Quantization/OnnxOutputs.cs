// SPDX-License-Identifier: MIT
using Google.Protobuf;

namespace MCUNetV2.Quantization;

/// <summary>Makes inner values of an ONNX file outputs, so that ONNX Runtime hands them out.</summary>
internal static class OnnxOutputs
{
    private const int ModelGraph = 7;
    private const int GraphOutput = 12;
    private const int ValueName = 1;

    /// <summary>
    /// Appends a second, partial graph: readers of Protocol Buffers merge the fields of a message that occurs twice, so these outputs
    /// follow the network's own. An output's type may be left out; it is inferred.
    /// </summary>
    /// <param name="file">The .onnx file.</param>
    /// <param name="values">Names of values that are no outputs yet.</param>
    public static byte[] Expose(byte[] file, IEnumerable<string> values)
    {
        byte[] graph = [.. values.SelectMany(value => Field(GraphOutput, Field(ValueName, System.Text.Encoding.UTF8.GetBytes(value))))];
        return [.. file, .. Field(ModelGraph, graph)];
    }

    private static byte[] Field(int number, byte[] content)
    {
        using MemoryStream stream = new();
        CodedOutputStream output = new(stream);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
        output.Flush();
        return stream.ToArray();
    }
}
