// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json;

namespace MCUNetV2.Training.Data;

/// <summary>
/// What a detector found, computed once: a line a picture, <c>{"file": "a.jpg", "boxes": [{"box": [left, top, right, bottom], "score": 0.9}]}</c>, sides as
/// parts of the picture; where several things were looked for, a box also has a <c>class</c>. Lines are appended as they are found, so that an interrupted detection goes on.
/// </summary>
internal static class BoxFile
{
    /// <exception cref="InvalidDataException">A line is malformed.</exception>
    public static Dictionary<string, DetectedBox[]> Load(string path)
    {
        Dictionary<string, DetectedBox[]> byName = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                byName[document.RootElement.GetProperty("file").GetString()!] = [.. document.RootElement.GetProperty("boxes").EnumerateArray().Select(Parse)];
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException or ArgumentNullException)
            {
                throw new InvalidDataException($"{path}: line {number} is no picture with boxes: {exception.Message}", exception);
            }
        }

        return byName;
    }

    public static string LineOf(string name, IEnumerable<DetectedBox> boxes) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"file": {{JsonSerializer.Serialize(name)}}, "boxes": [{{string.Join(", ", boxes.Select(BoxText))}}]}""");

    private static string BoxText(DetectedBox box) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"box": [{{box.Left:0.####}}, {{box.Top:0.####}}, {{box.Right:0.####}}, {{box.Bottom:0.####}}], "score": {{box.Score:0.####}}{{(box.Class is { } name ? $", \"class\": {JsonSerializer.Serialize(name)}" : "")}}}""");

    private static DetectedBox Parse(JsonElement element)
    {
        float[] sides = [.. element.GetProperty("box").EnumerateArray().Select(side => side.GetSingle())];
        string? name = element.TryGetProperty("class", out JsonElement known) ? known.GetString() : null;
        return new DetectedBox(sides[0], sides[1], sides[2], sides[3], element.GetProperty("score").GetSingle(), name);
    }
}
