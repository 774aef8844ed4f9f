using MCUNetV2.Camera;
using SkiaSharp;

namespace MCUNetV2.Host.Camera;

/// <summary>
/// A camera that shows picture files, one after another, as rows in a camera's format and resolution. The whole picture fills the frame,
/// squashed where the proportions differ, unless the frame is asked for in the picture's own size.
/// </summary>
public sealed class SimulatedCamera : IFrameSource
{
    private readonly Queue<string> _pictures;
    private byte[] _frame = [];
    private int _row;

    /// <summary>Shows pictures in frames of a fixed size.</summary>
    /// <param name="pictures">Files, each shown for one frame; the last one stays.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="format">Format of the rows; an OV2640's by default.</param>
    public SimulatedCamera(IEnumerable<string> pictures, int width, int height, PixelFormat format = PixelFormat.Rgb565BigEndian)
    {
        _pictures = new Queue<string>(pictures);
        Width = width;
        Height = height;
        Format = format;
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
    /// <exception cref="CameraException">The file is no picture.</exception>
    public static SimulatedCamera ForPicture(string file)
    {
        using var codec = SKCodec.Create(file) ?? throw new CameraException($"{file} is no picture that can be read");
        return new SimulatedCamera([file], codec.Info.Width, codec.Info.Height, PixelFormat.Rgb888);
    }

    /// <summary>Adds a picture to the end of the queue.</summary>
    public void Show(string picture) => _pictures.Enqueue(picture);

    /// <inheritdoc/>
    public void StartFrame()
    {
        if (_pictures.TryDequeue(out var next))
        {
            _frame = PictureRows.Read(next, Width, Height, Format);
            Picture = next;
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
        var rowBytes = FrameSize.RowBytes(this);
        var read = Math.Min(rows, Height - _row);
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
