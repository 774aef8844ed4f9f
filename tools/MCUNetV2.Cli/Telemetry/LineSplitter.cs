// SPDX-License-Identifier: MIT
using System.Text;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>Bytes from a wire to lines. A line without end costs a bounded memory: what is beyond the limit is dropped.</summary>
internal sealed class LineSplitter
{
    /// <summary>Bytes of a line that are kept; telemetry's longest are some hundreds.</summary>
    public const int LongestLine = 4096;

    private readonly byte[] _line = new byte[LongestLine];
    private int _count;

    /// <summary>The lines that these bytes complete, in UTF-8, without their ends; what is no UTF-8 becomes U+FFFD.</summary>
    public IReadOnlyList<string> Add(ReadOnlySpan<byte> bytes)
    {
        List<string> lines = [];
        foreach (byte value in bytes)
        {
            if (value == '\n')
            {
                lines.Add(Take());
            }
            else if (_count < LongestLine)
            {
                _line[_count++] = value;
            }
        }

        return lines;
    }

    /// <summary>What has come of a line whose end has not; null when nothing has.</summary>
    public string? Rest() => _count == 0 ? null : Take();

    private string Take()
    {
        string line = Encoding.UTF8.GetString(_line, 0, _count).TrimEnd('\r');
        _count = 0;
        return line;
    }
}
