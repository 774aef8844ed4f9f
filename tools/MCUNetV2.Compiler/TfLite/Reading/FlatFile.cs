// SPDX-License-Identifier: MIT
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Reading;

/// <summary>
/// The bytes of a FlatBuffer and an allowance of elements to decode. Tables may share vectors, so a small hostile file could otherwise
/// stand for an enormous model; an honest one names each byte about once.
/// </summary>
internal sealed class FlatFile(byte[] bytes)
{
    private const int AllowancePerByte = 16;

    private long _allowance = 65536 + ((long)AllowancePerByte * bytes.Length);

    public ByteBuffer Buffer { get; } = new(bytes);

    public int Length => bytes.Length;

    /// <summary>The table that the file's first four bytes point to.</summary>
    public FlatTable Root => new(this, Buffer.GetInt(0));

    /// <summary>Bytes of the file, not copied.</summary>
    /// <exception cref="ModelFormatException">The range does not lie inside the file.</exception>
    public ReadOnlyMemory<byte> Slice(ulong offset, ulong count)
    {
        ulong length = (ulong)bytes.Length;
        if (offset > length || count > length - offset)
        {
            throw new ModelFormatException(
                $"the file is truncated or damaged: {count} bytes at {offset} lie outside its {length} bytes");
        }

        return bytes.AsMemory((int)offset, (int)count);
    }

    /// <exception cref="ModelFormatException">The tables of the file stand for more data than its size explains.</exception>
    public void Spend(int elements)
    {
        _allowance -= elements;
        if (_allowance < 0)
        {
            throw new ModelFormatException("the file is damaged: its tables refer to the same data too many times");
        }
    }
}
