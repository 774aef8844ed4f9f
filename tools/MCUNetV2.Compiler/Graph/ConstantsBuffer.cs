// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MCUNetV2.Compiler.Graph;

/// <summary>Collects the bytes of an operator's constants; numbers are little-endian, as this host's must be.</summary>
internal sealed class ConstantsBuffer
{
    private readonly List<byte> _bytes = [];

    /// <summary>Appends numbers, one after another.</summary>
    public ConstantsBuffer Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _bytes.AddRange(MemoryMarshal.AsBytes(values));
        return this;
    }

    /// <summary>Appends zeros up to a multiple of <paramref name="alignment"/> bytes.</summary>
    public ConstantsBuffer Align(int alignment)
    {
        while (_bytes.Count % alignment != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}
