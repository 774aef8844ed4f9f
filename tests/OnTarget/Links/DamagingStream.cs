// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Links;

/// <summary>A stream one byte of which arrives changed.</summary>
internal sealed class DamagingStream(Stream inner, long position) : Stream
{
    private long _passed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Damage(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        byte[] copy = buffer[offset..(offset + count)];
        Damage(copy);
        inner.Write(copy, 0, count);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Damage(Span<byte> bytes)
    {
        if (position >= _passed && position < _passed + bytes.Length)
        {
            bytes[(int)(position - _passed)] ^= 0x10;
        }

        _passed += bytes.Length;
    }
}
