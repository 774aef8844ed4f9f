// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Packaging;

/// <summary>Bytes written section after section, each aligned as the format, or the target, demands.</summary>
internal sealed class SectionBuffer(int alignment)
{
    private readonly MemoryStream _stream = new();

    /// <summary>Appends a section; returns its offset.</summary>
    public uint Add(ReadOnlySpan<byte> bytes)
    {
        int offset = Align();
        _stream.Write(bytes);
        return (uint)offset;
    }

    /// <summary>Appends zeros to be written later; returns their offset.</summary>
    public int Reserve(int bytes) => (int)Add(new byte[bytes]);

    public byte[] ToArray()
    {
        Align();
        return _stream.ToArray();
    }

    private int Align()
    {
        while (_stream.Length % alignment != 0)
        {
            _stream.WriteByte(0);
        }

        return (int)_stream.Length;
    }
}
