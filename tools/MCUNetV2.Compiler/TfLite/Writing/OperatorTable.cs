// SPDX-License-Identifier: MIT
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Writing;

/// <summary>The schema's Operator table.</summary>
internal static class OperatorTable
{
    public static int Write(FlatBufferBuilder builder, OperatorCodeSection codes, TfLiteOperator code)
    {
        VectorOffset inputs = builder.Integers(code.Inputs);
        VectorOffset outputs = builder.Integers(code.Outputs);
        (TfLiteOptionsKind kind, int options) = OptionsTable.Write(builder, code.Options);
        VectorOffset custom = code.CustomOptions.IsEmpty ? default : builder.Bytes(code.CustomOptions.Span, 1);
        builder.StartTable(6);
        builder.AddUint(0, (uint)codes.IndexOf(code), 0);
        builder.AddOffset(1, inputs.Value, 0);
        builder.AddOffset(2, outputs.Value, 0);
        builder.AddByte(3, (byte)kind, 0);
        builder.AddOffset(4, options, 0);
        builder.AddOffset(5, custom.Value, 0);
        return builder.EndTable();
    }
}
