// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Telemetry;

/// <summary>Bytes that a board sends in pieces, lines of base64, in order: a frame's pixels, a model's outputs.</summary>
internal sealed class Pieces(int length)
{
    private readonly byte[] _bytes = new byte[length];
    private int _count;

    /// <summary>Whether a piece was missing or wrong: then the whole is lost.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether all have come.</summary>
    public bool IsComplete => !IsDamaged && _count == _bytes.Length;

    /// <summary>What has come.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Takes a line with members <c>first</c>, <c>data</c> and, perhaps, <c>sum</c>.</summary>
    public void Add(TelemetryLine line)
    {
        Span<byte> rest = _bytes.AsSpan(_count);
        if (line.Number("first") != _count || line.Word("data") is not { } data || !Convert.TryFromBase64String(data, rest, out int written) || written == 0)
        {
            IsDamaged = true;
            return;
        }

        long sum = 0;
        foreach (byte value in rest[..written])
        {
            sum += value;
        }

        IsDamaged |= line.Number("sum") is { } expected && expected != sum;
        _count += written;
    }
}
