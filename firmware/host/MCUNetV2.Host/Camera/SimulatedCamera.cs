// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Pictures;

namespace MCUNetV2.Host.Camera;

/// <summary>
/// A camera that shows picture files, one after another, as rows in a camera's format and resolution. The whole picture fills the frame,
/// squashed where the proportions differ, unless the frame is asked for in the picture's own size.
/// </summary>
public sealed class SimulatedCamera : IFrameSource
{
    /// <summary>Pixels of the longest side of a frame that the engine takes: MCUNET_IMAGE_MAX_DIMENSION.</summary>
    public const int LargestSide = 4096;

    private readonly Queue<(string Name, Func<byte[]> Read)> _pictures = [];
    private byte[] _frame = [];
    private int _row;

    /// <summary>Shows pictures in frames of a fixed size.</summary>
    /// <param name="pictures">Files, each shown for one frame; the last one stays.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="format">Format of the rows; an OV2640's by default.</param>
    public SimulatedCamera(IEnumerable<string> pictures, int width, int height, PixelFormat format = PixelFormat.Rgb565BigEndian)
    {
        Width = width;
        Height = height;
        Format = format;
        foreach (string picture in pictures)
        {
            Show(picture);
        }
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public PixelFormat Format { get; }

    /// <inheritdoc/>
    public bool CanRewind => true;

    /// <summary>The file that the current frame shows; null before the first.</summary>
    public string? Picture { get; private set; }

    /// <summary>A camera with one picture in its own resolution and full colour.</summary>
    /// <param name="name">The picture's, for <see cref="Picture"/>.</param>
    /// <param name="picture">Of at most <see cref="LargestSide"/> pixels a side.</param>
    public static SimulatedCamera ForPicture(string name, DecodedPicture picture)
    {
        SimulatedCamera camera = new([], picture.Width, picture.Height, PixelFormat.Rgb888);
        camera._pictures.Enqueue((name, () => PictureRows.Convert(picture, PixelFormat.Rgb888)));
        return camera;
    }

    /// <summary>A camera with one frame, as its bytes are.</summary>
    /// <param name="name">The frame's, for <see cref="Picture"/>.</param>
    public static SimulatedCamera ForFrame(string name, byte[] frame, int width, int height, PixelFormat format)
    {
        SimulatedCamera camera = new([], width, height, format);
        camera._pictures.Enqueue((name, () => frame));
        return camera;
    }

    /// <summary>Adds a picture file to the end of the queue.</summary>
    public void Show(string picture) => _pictures.Enqueue((picture, () => PictureRows.Read(picture, Width, Height, Format)));

    /// <summary>Adds a frame, as its bytes are, to the end of the queue.</summary>
    public void Show(string name, byte[] frame) => _pictures.Enqueue((name, () => frame));

    /// <inheritdoc/>
    public void StartFrame()
    {
        if (_pictures.TryDequeue(out (string Name, Func<byte[]> Read) next))
        {
            _frame = next.Read();
            Picture = next.Name;
        }

        if (Picture is null)
        {
            throw new CameraException("camera has no picture");
        }

        _row = 0;
    }

    /// <inheritdoc/>
    public int ReadRows(byte[] buffer, int rows)
    {
        int rowBytes = FrameSize.RowBytes(this);
        int read = Math.Min(rows, Height - _row);
        Array.Copy(_frame, _row * rowBytes, buffer, 0, read * rowBytes);
        _row += read;
        return read;
    }

    /// <inheritdoc/>
    public void Rewind() => _row = 0;

    /// <inheritdoc/>
    public void EndFrame()
    {
    }
}
