// SPDX-License-Identifier: MIT
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>The constant data of a model. Buffer 0 is empty by convention: tensors without data refer to it.</summary>
internal sealed class BufferSection
{
    private const int Alignment = 16;

    private readonly FlatBufferBuilder _builder;
    private readonly List<int> _tables = [];

    public BufferSection(FlatBufferBuilder builder)
    {
        _builder = builder;
        builder.StartTable(1);
        _tables.Add(builder.EndTable());
    }

    /// <returns>Number of the buffer.</returns>
    public int Add(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return 0;
        }

        VectorOffset bytes = _builder.Bytes(data, Alignment);
        _builder.StartTable(1);
        _builder.AddOffset(0, bytes.Value, 0);
        _tables.Add(_builder.EndTable());
        return _tables.Count - 1;
    }

    public VectorOffset Finish() => _builder.Offsets([.. _tables]);
}
