// SPDX-License-Identifier: MIT
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>
/// Writes a <see cref="TfLiteModel"/> as a .tflite file: schema version 3, identifier TFL3. Table slots are numbered as in TensorFlow's schema.fbs.
/// </summary>
public static class TfLiteWriter
{
    private const string Identifier = "TFL3";
    private const uint SchemaVersion = 3;

    /// <summary>The file's bytes. Equal models give equal bytes.</summary>
    public static byte[] Write(TfLiteModel model)
    {
        FlatBufferBuilder builder = new(1024);
        BufferSection buffers = new(builder);
        OperatorCodeSection codes = new(builder);
        VectorOffset subgraphs = builder.Offsets([.. model.Subgraphs.Select(subgraph => WriteSubgraph(builder, buffers, codes, subgraph))]);
        VectorOffset codeVector = codes.Finish();
        VectorOffset bufferVector = buffers.Finish();
        StringOffset description = builder.CreateString(model.Description);
        builder.StartTable(5);
        builder.AddUint(0, SchemaVersion, 0);
        builder.AddOffset(1, codeVector.Value, 0);
        builder.AddOffset(2, subgraphs.Value, 0);
        builder.AddOffset(3, description.Value, 0);
        builder.AddOffset(4, bufferVector.Value, 0);
        builder.Finish(builder.EndTable(), Identifier);
        return builder.SizedByteArray();
    }

    private static int WriteSubgraph(FlatBufferBuilder builder, BufferSection buffers, OperatorCodeSection codes, TfLiteSubgraph subgraph)
    {
        VectorOffset tensors = builder.Offsets([.. subgraph.Tensors.Select(tensor => TensorTable.Write(builder, buffers, tensor))]);
        VectorOffset operators = builder.Offsets([.. subgraph.Operators.Select(code => OperatorTable.Write(builder, codes, code))]);
        VectorOffset inputs = builder.Integers(subgraph.Inputs);
        VectorOffset outputs = builder.Integers(subgraph.Outputs);
        StringOffset name = builder.CreateString(subgraph.Name);
        builder.StartTable(5);
        builder.AddOffset(0, tensors.Value, 0);
        builder.AddOffset(1, inputs.Value, 0);
        builder.AddOffset(2, outputs.Value, 0);
        builder.AddOffset(3, operators.Value, 0);
        builder.AddOffset(4, name.Value, 0);
        return builder.EndTable();
    }
}
