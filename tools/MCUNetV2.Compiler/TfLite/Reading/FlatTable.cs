// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Google.FlatBuffers;

namespace MCUNetV2.Compiler.TfLite.Reading;

/// <summary>
/// One table of a FlatBuffer, its fields read by their number in the schema. Scalars that lie outside the file are reported by
/// <see cref="ByteBuffer"/> as an <see cref="ArgumentOutOfRangeException"/>; vectors are checked here before anything is allocated.
/// </summary>
internal readonly struct FlatTable
{
    private readonly FlatFile _file;
    private readonly Table _table;

    public FlatTable(FlatFile file, int position)
    {
        file.Spend(1);
        _file = file;
        _table = new Table(position, file.Buffer);
    }

    public bool Has(int field) => Offset(field) != 0;

    public byte Byte(int field, byte absent = 0) => Offset(field) is var o and not 0 ? _file.Buffer.Get(At(o)) : absent;

    public bool Boolean(int field) => Byte(field) != 0;

    public int Int32(int field, int absent = 0) => Offset(field) is var o and not 0 ? _file.Buffer.GetInt(At(o)) : absent;

    public float Single(int field) => Offset(field) is var o and not 0 ? _file.Buffer.GetFloat(At(o)) : 0f;

    public ulong UInt64(int field) => Offset(field) is var o and not 0 ? _file.Buffer.GetUlong(At(o)) : 0;

    public string Text(int field)
    {
        (int start, int count) = Vector(field, 1);
        return count == 0 ? "" : OneLine.Name(_file.Buffer.GetStringUTF8(start, count));
    }

    public FlatTable? Child(int field) =>
        Offset(field) is var o and not 0 ? new FlatTable(_file, _table.__indirect(At(o))) : null;

    public ImmutableArray<FlatTable> Children(int field) => Elements(field, 4, (file, at) => new FlatTable(file, at + file.Buffer.GetInt(at)));

    public ImmutableArray<int> Int32s(int field) => Elements(field, 4, (file, at) => file.Buffer.GetInt(at));

    public ImmutableArray<long> Int64s(int field) => Elements(field, 8, (file, at) => file.Buffer.GetLong(at));

    public ImmutableArray<float> Singles(int field) => Elements(field, 4, (file, at) => file.Buffer.GetFloat(at));

    /// <summary>A vector of bytes, not copied.</summary>
    public ReadOnlyMemory<byte> Bytes(int field)
    {
        if (Offset(field) is not (var o and not 0))
        {
            return default;
        }

        int length = At(o) + _file.Buffer.GetInt(At(o));
        return _file.Slice((ulong)(length + 4), _file.Buffer.GetUint(length));
    }

    private int Offset(int field) => _table.__offset(4 + (2 * field));

    private int At(int offset) => _table.bb_pos + offset;

    private ImmutableArray<T> Elements<T>(int field, int size, Func<FlatFile, int, T> read)
    {
        (int start, int count) = Vector(field, size);
        ImmutableArray<T>.Builder elements = ImmutableArray.CreateBuilder<T>(count);
        for (int i = 0; i < count; i++)
        {
            elements.Add(read(_file, start + (size * i)));
        }

        return elements.MoveToImmutable();
    }

    private (int Start, int Count) Vector(int field, int size)
    {
        if (Offset(field) is not (var o and not 0))
        {
            return (0, 0);
        }

        int length = At(o) + _file.Buffer.GetInt(At(o));
        int count = _file.Buffer.GetInt(length);
        if (count < 0 || (long)length + 4 + ((long)count * size) > _file.Length)
        {
            throw new ModelFormatException("the file is truncated or damaged: a list is longer than what is left of the file");
        }

        _file.Spend(count);
        return (length + 4, count);
    }
}
