// SPDX-License-Identifier: MIT
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>The kinds of operators that a model uses, each once.</summary>
internal sealed class OperatorCodeSection(FlatBufferBuilder builder)
{
    // Files from before operator 127 existed keep the code in a byte; readers take the larger of both fields.
    private const int LastCodeOfByte = 127;

    private readonly List<(BuiltinOperator Code, string CustomCode, int Version)> _codes = [];

    /// <returns>Index of the operator's kind.</returns>
    public int IndexOf(TfLiteOperator code)
    {
        (BuiltinOperator, string, int) kind = (code.Code, code.CustomCode, code.Version);
        int index = _codes.IndexOf(kind);
        if (index < 0)
        {
            _codes.Add(kind);
            index = _codes.Count - 1;
        }

        return index;
    }

    public VectorOffset Finish() => builder.Offsets([.. _codes.Select(WriteCode)]);

    private int WriteCode((BuiltinOperator Code, string CustomCode, int Version) kind)
    {
        StringOffset custom = kind.Code == BuiltinOperator.CUSTOM ? builder.CreateString(kind.CustomCode) : default;
        builder.StartTable(4);
        builder.AddSbyte(0, (sbyte)Math.Min((int)kind.Code, LastCodeOfByte), 0);
        builder.AddOffset(1, custom.Value, 0);
        builder.AddInt(2, kind.Version, 1);
        builder.AddInt(3, (int)kind.Code, 0);
        return builder.EndTable();
    }
}
