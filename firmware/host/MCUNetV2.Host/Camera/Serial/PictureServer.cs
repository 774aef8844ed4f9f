// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Camera;

namespace MCUNetV2.Host.Camera.Serial;

/// <summary>
/// The PC's side of a board's serial frame source: answers its requests for frames and rows with pictures, and passes every other line on.
/// </summary>
/// <param name="pictures">Shown one after another, one for each frame: a name, and the frame of a width, height and format.</param>
/// <param name="send">Sends bytes to the board.</param>
/// <param name="other">Told every line that is no request: the board's telemetry.</param>
public sealed class PictureServer(IEnumerable<(string Name, Func<int, int, PixelFormat, byte[]> Frame)> pictures, Action<byte[]> send, Action<string>? other = null)
{
    private const int MostPixels = 4096; // of a frame, a side: what the engine takes

    private readonly Queue<(string Name, Func<int, int, PixelFormat, byte[]> Frame)> _pictures = new(pictures);
    private byte[] _frame = [];
    private int _rowBytes;

    /// <summary>Shows picture files.</summary>
    public PictureServer(IEnumerable<string> files, Action<byte[]> send, Action<string>? other = null)
        : this(files.Select(file => (file, new Func<int, int, PixelFormat, byte[]>((width, height, format) => PictureRows.Read(file, width, height, format)))), send, other)
    {
    }

    /// <summary>The picture that the board is looking at; null before its first frame and after the last picture.</summary>
    public string? Picture { get; private set; }

    /// <summary>Its bytes, as the board asked for them.</summary>
    public ReadOnlyMemory<byte> Frame => _frame;

    /// <summary>Shows one more picture, after all others.</summary>
    public void Add(string name, Func<int, int, PixelFormat, byte[]> frame) => _pictures.Enqueue((name, frame));

    /// <summary>Takes one line from the board. A request that is none, or asks for what cannot be, is a line like any other.</summary>
    public void Receive(string line)
    {
        using JsonDocument? document = Parse(line);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } request || !IsText(request) || !Serve(request))
        {
            other?.Invoke(line);
        }
    }

    /// <summary>Whether the names and the type are text: half a surrogate pair is none.</summary>
    private static bool IsText(JsonElement request)
    {
        try
        {
            return request.EnumerateObject().All(field => field.Name is not null && (field.Value.ValueKind != JsonValueKind.String || field.Value.GetString() is not null));
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number of a request.</summary>
    private static bool Has(JsonElement request, string name, int least, int most, out int value)
    {
        value = 0;
        return request.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out value)
            && value >= least && value <= most;
    }

    private bool Serve(JsonElement request)
    {
        string? type = request.TryGetProperty("type", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        switch (type)
        {
            case "frame" when Has(request, "width", 1, MostPixels, out int width) && Has(request, "height", 1, MostPixels, out int height)
                              && Has(request, "format", 0, int.MaxValue, out int format) && Enum.IsDefined((PixelFormat)format):
                BeginFrame(width, height, (PixelFormat)format);
                return true;
            case "rows" when Has(request, "first", 0, MostPixels, out int first) && Has(request, "count", 1, MostPixels, out int count):
                SendRows(first, count);
                return true;
            default:
                return false;
        }
    }

    private void BeginFrame(int width, int height, PixelFormat format)
    {
        if (!_pictures.TryDequeue(out (string Name, Func<int, int, PixelFormat, byte[]> Frame) shown))
        {
            (Picture, _frame) = (null, []);
            return;
        }

        Picture = shown.Name;
        _rowBytes = FrameSize.RowBytes(format, width);
        _frame = shown.Frame(width, height, format);
    }

    /// <summary>The rows and the sum of their bytes; nothing when there is no such row, so that the board's wait ends.</summary>
    private void SendRows(int firstRow, int count)
    {
        int first = firstRow * _rowBytes;
        int bytes = count * _rowBytes;
        if (bytes == 0 || first + bytes > _frame.Length)
        {
            return;
        }

        Span<byte> rows = _frame.AsSpan(first, bytes);
        byte[] answer = new byte[bytes + 1];
        rows.CopyTo(answer);
        foreach (byte value in rows)
        {
            answer[bytes] += value;
        }

        send(answer);
    }
}
