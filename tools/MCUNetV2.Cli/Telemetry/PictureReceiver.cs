// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Host.Camera;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>A frame that a board judged, as its camera sent it.</summary>
internal sealed record BoardPicture(int Width, int Height, PixelFormat Format, byte[] Bytes)
{
    /// <summary>Width x height x 3 bytes R, G, B.</summary>
    public byte[] ToRgb() => PictureRows.ToRgb(Bytes, Width, Height, Format);
}

/// <summary>Puts the frames together that a board sends when it is asked to (<c>FrameSender</c> of the firmware).</summary>
internal sealed class PictureReceiver
{
    private const int MostPixels = 4096; // of a side: what the engine takes

    private BoardPicture? _picture;
    private Pieces? _pieces;

    /// <summary>Whether a frame has begun that has not ended.</summary>
    public bool IsReceiving => _pieces is not null;

    /// <summary>Frames that were lost, since a line of them was.</summary>
    public int Lost { get; private set; }

    /// <summary>Takes any line of telemetry.</summary>
    /// <returns>The frame that it completes; null when it completes none.</returns>
    public BoardPicture? Add(TelemetryLine line)
    {
        switch (line.Type)
        {
            case "picture":
                Begin(line);
                return null;
            case "pixels" when _pieces is not null:
                return Continue(_pieces, line);
            case "error" or "inference" or "start":
                GiveUp(); // its last rows were lost
                return null;
            default:
                return null;
        }
    }

    private void Begin(TelemetryLine line)
    {
        GiveUp();
        if (line.Number("width") is >= 1 and <= MostPixels and var width && line.Number("height") is >= 1 and <= MostPixels and var height
            && line.Number("format") is { } format && Enum.IsDefined((PixelFormat)(int)Math.Clamp(format, -1, 1000)))
        {
            (int columns, int rows, PixelFormat pixels) = ((int)width, (int)height, (PixelFormat)(int)format);
            _pieces = new Pieces(FrameSize.RowBytes(pixels, columns) * rows);
            _picture = new BoardPicture(columns, rows, pixels, _pieces.Bytes);
        }
    }

    private BoardPicture? Continue(Pieces pieces, TelemetryLine line)
    {
        pieces.Add(line);
        if (pieces.IsDamaged)
        {
            GiveUp();
        }

        if (!pieces.IsComplete)
        {
            return null;
        }

        _pieces = null;
        return _picture;
    }

    private void GiveUp()
    {
        if (_pieces is not null)
        {
            Lost++;
            _pieces = null;
        }
    }
}
