// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Cli.Verbs.Demo;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>The frames of the page's simulated camera: those of the demo's.</summary>
internal static class WakeWordFrame
{
    public const int Width = FirmwareRun.FrameWidth;

    public const int Height = FirmwareRun.FrameHeight;

    public const PixelFormat Format = PixelFormat.Rgb565BigEndian;
}
