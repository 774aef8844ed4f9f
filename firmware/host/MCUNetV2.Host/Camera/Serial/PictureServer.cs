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
    private readonly Queue<string> _pictures = new(pictures);
    private byte[] _frame = [];
    private int _rowBytes;

    /// <summary>The picture that the board is looking at; null before its first frame and after the last picture.</summary>
    public string? Picture { get; private set; }

    /// <summary>Takes one line from the board.</summary>
    public void Receive(string line)
    {
        using JsonDocument? request = Parse(line);
        switch (request?.RootElement.TryGetProperty("type", out JsonElement type) == true ? type.GetString() : null)
        {
            case "frame":
                BeginFrame(request!.RootElement);
                break;
            case "rows":
                SendRows(request!.RootElement);
                break;
            default:
                other?.Invoke(line);
                break;
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

    private void BeginFrame(JsonElement request)
    {
        if (!_pictures.TryDequeue(out string? picture))
        {
            Picture = null;
            _frame = [];
            return;
        }

        int width = request.GetProperty("width").GetInt32();
        PixelFormat format = (PixelFormat)request.GetProperty("format").GetInt32();
        Picture = picture;
        _rowBytes = FrameSize.RowBytes(format, width);
        _frame = PictureRows.Read(picture, width, request.GetProperty("height").GetInt32(), format);
    }

    /// <summary>The rows and the sum of their bytes; nothing when there is no such row, so that the board's wait ends.</summary>
    private void SendRows(JsonElement request)
    {
        int first = request.GetProperty("first").GetInt32() * _rowBytes;
        int bytes = request.GetProperty("count").GetInt32() * _rowBytes;
        if (first < 0 || bytes <= 0 || first + bytes > _frame.Length)
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
