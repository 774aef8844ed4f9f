// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>One line of telemetry: a JSON object whose <c>type</c> says what it reports. Whatever a board sends, its text is fit for a terminal.</summary>
internal sealed class TelemetryLine
{
    private const double LargestNumber = 1e15; // microseconds of thirty years, or a petabyte

    private readonly JsonElement _fields;

    private TelemetryLine(string text, string type, JsonElement fields)
    {
        Text = text;
        Type = type;
        _fields = fields;
    }

    /// <summary>As it arrived, but for characters that a terminal would obey: they are escaped.</summary>
    public string Text { get; }

    /// <summary><c>start</c>, <c>inference</c>, <c>memory</c>, <c>steps</c> or <c>error</c>.</summary>
    public string Type { get; }

    /// <summary>Boot messages and torn lines share the wire: they are no telemetry.</summary>
    public static TelemetryLine? TryParse(string text)
    {
        try
        {
            JsonElement fields = JsonSerializer.Deserialize<JsonElement>(text);
            return fields.ValueKind == JsonValueKind.Object && fields.EnumerateObject().All(field => field.Name is not null) && Word(fields, "type") is { } type
                ? new TelemetryLine(BoardText.Escape(text), type, fields)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // the latter: a name with half a surrogate pair, which every look for another name would meet
        }
    }

    /// <summary>Null when there is none that makes sense.</summary>
    public double? Number(string name)
    {
        return _fields.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double number) && Math.Abs(number) <= LargestNumber
            ? number
            : null;
    }

    /// <summary>An array's numbers; empty when there is none that makes sense.</summary>
    public IReadOnlyList<double> Numbers(string name) =>
        _fields.TryGetProperty(name, out JsonElement values) && values.ValueKind == JsonValueKind.Array
        && values.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) <= LargestNumber)
            ? [.. values.EnumerateArray().Select(value => value.GetDouble())]
            : [];

    public string? Word(string name) => Word(_fields, name);

    public bool? Flag(string name)
    {
        return _fields.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
    }

    private static string? Word(JsonElement fields, string name)
    {
        try
        {
            return fields.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? BoardText.Clean(value.GetString()!) : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }
}
