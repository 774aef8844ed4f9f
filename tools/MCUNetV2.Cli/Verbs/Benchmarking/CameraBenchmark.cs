// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Remote.Sessions;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary>Counts what it takes a target to convert a camera's frame to the model's input.</summary>
internal static class CameraBenchmark
{
    /// <summary>Looks at one frame of noise in each format with each method.</summary>
    /// <exception cref="CliException">The model's input is no picture.</exception>
    public static IReadOnlyList<CameraReport> Run(RemoteEngine engine, CameraFrame size)
    {
        if (engine.Model.Input.Channels is not (1 or 3))
        {
            throw new CliException(ExitCode.Usage, $"--camera: the model's input has {engine.Model.Input.Channels} channels, a picture has 1 or 3");
        }

        return
        [
            .. from format in Enum.GetValues<PixelFormat>()
               where format != PixelFormat.Yuv422 || size.Width % 2 == 0
               from method in Enum.GetValues<ResizeMethod>()
               select Measure(engine, size, format, method),
        ];
    }

    /// <summary>"160x120".</summary>
    public static CameraFrame? Parse(string text)
    {
        string[] parts = text.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height) && width is > 0 and <= 4096 && height is > 0 and <= 4096
                ? new CameraFrame(width, height)
                : null;
    }

    private static CameraReport Measure(RemoteEngine engine, CameraFrame size, PixelFormat format, ResizeMethod method)
    {
        long before = engine.InputInstructions;
        engine.Run(new CameraInput(engine.Model, new Noise(size, format), new ImageSettings { Resize = method }));
        long instructions = engine.InputInstructions - before;
        return new CameraReport(
            size.Width, size.Height, format.ToString(), method.ToString(), instructions,
            Math.Round((double)instructions / (size.Width * size.Height), 2));
    }

    /// <summary>A camera that sees noise.</summary>
    private sealed class Noise(CameraFrame size, PixelFormat format) : IFrameSource
    {
        private readonly Random _random = new(1);

        public int Width => size.Width;

        public int Height => size.Height;

        public PixelFormat Format => format;

        public bool CanRewind => true;

        public void StartFrame()
        {
        }

        public int ReadRows(byte[] buffer, int rows)
        {
            _random.NextBytes(buffer);
            return rows;
        }

        public void Rewind()
        {
        }

        public void EndFrame()
        {
        }
    }
}

/// <summary>What a frame's conversion takes.</summary>
/// <param name="Format">Of the camera's pixels.</param>
/// <param name="Resize">The method.</param>
/// <param name="Instructions">Of the whole frame.</param>
/// <param name="InstructionsPerPixel">For each pixel of the camera.</param>
internal sealed record CameraReport(int Width, int Height, string Format, string Resize, long Instructions, double InstructionsPerPixel);
