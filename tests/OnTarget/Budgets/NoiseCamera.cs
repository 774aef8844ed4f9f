// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>A camera that sees noise, the same each time.</summary>
internal sealed class NoiseCamera(PixelFormat format) : IFrameSource
{
    public const int FrameWidth = 160, FrameHeight = 120;

    private readonly Random _random = new(1);

    public int Width => FrameWidth;

    public int Height => FrameHeight;

    public PixelFormat Format => format;

    public bool CanRewind => false;

    public void StartFrame()
    {
    }

    public int ReadRows(byte[] buffer, int rows)
    {
        _random.NextBytes(buffer);
        return rows;
    }

    public void Rewind() => throw new NotSupportedException();

    public void EndFrame()
    {
    }
}
