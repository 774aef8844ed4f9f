using System.Buffers.Binary;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>Lays an operator's constants out as the target's kernel reads them; models/FORMAT.md.</summary>
internal static class ConstantsWriter
{
    /// <summary>The bytes; empty for an operator without constants.</summary>
    public static byte[] Write(Operator op, ModelGraph graph, Target layout) => op.Constants switch
    {
        null => [],
        ConvolutionConstants c when layout == Target.Armv7em => Armv7emLayout.Write(op, c),
        ConvolutionConstants c when layout == Target.Rv32 => Rv32Layout.Write(op, c),
        ConvolutionConstants c => Convolution(c, c.Weights.AsSpan()),
        AddConstants a => Words(a.LeftShift, a.Multiplier0, a.Shift0, a.Multiplier1, a.Shift1, a.OutputMultiplier, a.OutputShift, 0),
        MulConstants m => Words(m.Multiplier, m.Shift),
        LookupConstants l => [.. l.Table.Select(v => (byte)v)],
        MeanConstants m => Words(m.Multiplier, m.Shift, m.Offset, 0),
        ResizeConstants r => HalfWords([.. r.Rows, .. r.Columns]),
        SoftmaxConstants s => Words([.. s.Exponential]),
        _ => throw new NotSupportedException($"constants of {op.Kind}"),
    };

    private static byte[] Convolution(ConvolutionConstants constants, ReadOnlySpan<sbyte> weights)
    {
        int channels = constants.Bias.Length;
        int shifts = (channels + 7) & ~7;
        var bytes = new byte[(8 * channels) + shifts + weights.Length];
        for (int c = 0; c < channels; c++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * c), constants.Bias[c]);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * (channels + c)), constants.Multiplier[c]);
            bytes[(8 * channels) + c] = (byte)constants.Shift[c];
        }

        System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights).CopyTo(bytes.AsSpan((8 * channels) + shifts));
        return bytes;
    }

    private static byte[] Words(params ReadOnlySpan<int> words)
    {
        var bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return bytes;
    }

    private static byte[] HalfWords(ReadOnlySpan<ushort> words)
    {
        var bytes = new byte[2 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), words[i]);
        }

        return bytes;
    }
}
