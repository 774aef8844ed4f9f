// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;

namespace MCUNetV2.Firmware.Tests;

/// <summary>A camera that shows given bytes, a few rows at a time.</summary>
internal sealed class TestFrames(byte[] frame, int width, int height, PixelFormat format, bool canRewind = true) : IFrameSource
{
    private int _row;

    public int Width => width;

    public int Height { get; } = height;

    public PixelFormat Format => format;

    public bool CanRewind => canRewind;

    /// <summary>Rows after which the frame breaks off.</summary>
    public int RowsDelivered { get; init; } = height;

    /// <summary>How often the frame was read from its first row.</summary>
    public int Passes { get; private set; }

    public static TestFrames Random(int width, int height, PixelFormat format, int seed = 1, bool canRewind = true)
    {
        byte[] frame = new byte[FrameSize.RowBytes(format, width) * height];
        new Random(seed).NextBytes(frame);
        return new TestFrames(frame, width, height, format, canRewind);
    }

    public byte[] Bytes => frame;

    public void StartFrame() => Rewind();

    public int ReadRows(byte[] buffer, int rows)
    {
        int rowBytes = FrameSize.RowBytes(format, width);
        int read = Math.Min(rows, RowsDelivered - _row);
        Array.Copy(frame, _row * rowBytes, buffer, 0, read * rowBytes);
        _row += read;
        return read;
    }

    public void Rewind()
    {
        _row = 0;
        Passes++;
    }

    public void EndFrame()
    {
    }
}
