using System.Text.Json;

namespace MCUNetV2.Cli.Telemetry;

/// <summary>One line of telemetry: a JSON object whose <c>type</c> says what it reports.</summary>
internal sealed class TelemetryLine
{
    private readonly JsonElement _fields;

    private TelemetryLine(string text, string type, JsonElement fields)
    {
        Text = text;
        Type = type;
        _fields = fields;
    }

    /// <summary>As it arrived.</summary>
    public string Text { get; }

    /// <summary><c>start</c>, <c>inference</c>, <c>memory</c>, <c>steps</c> or <c>error</c>.</summary>
    public string Type { get; }

    /// <summary>Boot messages and torn lines share the wire: they are no telemetry.</summary>
    public static TelemetryLine? TryParse(string text)
    {
        try
        {
            JsonElement fields = JsonSerializer.Deserialize<JsonElement>(text);
            return fields.ValueKind == JsonValueKind.Object
                && fields.TryGetProperty("type", out JsonElement type)
                && type.ValueKind == JsonValueKind.String
                ? new TelemetryLine(text, type.GetString()!, fields)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public double? Number(string name)
    {
        return _fields.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }

    public string? Word(string name)
    {
        return _fields.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public bool? Flag(string name)
    {
        return _fields.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
    }
}
