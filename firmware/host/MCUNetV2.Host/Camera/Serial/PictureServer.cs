// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Camera;

namespace MCUNetV2.Host.Camera.Serial;

/// <summary>
/// The PC's side of a board's serial frame source: answers its requests for frames and rows with pictures, and passes every other line on.
/// </summary>
/// <param name="pictures">Shown one after another, one for each frame.</param>
/// <param name="send">Sends bytes to the board.</param>
/// <param name="other">Told every line that is no request: the board's telemetry.</param>
public sealed class PictureServer(IEnumerable<string> pictures, Action<byte[]> send, Action<string>? other = null)
{
    private const int MostPixels = 4096; // of a frame, a side: what the engine takes

    private readonly Queue<string> _pictures = new(pictures);
    private byte[] _frame = [];
    private int _rowBytes;

    /// <summary>The picture that the board is looking at; null before its first frame and after the last picture.</summary>
    public string? Picture { get; private set; }

    /// <summary>Takes one line from the board. A request that is none, or asks for what cannot be, is a line like any other.</summary>
    public void Receive(string line)
    {
        using JsonDocument? document = Parse(line);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } request || !Serve(request))
        {
            other?.Invoke(line);
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
        if (!_pictures.TryDequeue(out string? picture))
        {
            Picture = null;
            _frame = [];
            return;
        }

        Picture = picture;
        _rowBytes = FrameSize.RowBytes(format, width);
        _frame = PictureRows.Read(picture, width, height, format);
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
