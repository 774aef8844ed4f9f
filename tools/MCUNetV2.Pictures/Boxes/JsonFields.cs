// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace MCUNetV2.Pictures;

/// <summary>Fields of a JSON object that somebody's program wrote: what is missing or of another kind is named.</summary>
/// <remarks>Beside the exceptions named here, an item that is no object ends in <see cref="InvalidOperationException"/>.</remarks>
internal static class JsonFields
{
    /// <exception cref="FormatException">It is missing.</exception>
    public static JsonElement Field(this JsonElement item, string key) =>
        item.TryGetProperty(key, out JsonElement value) ? value : throw new FormatException($"an entry has no {key}");

    /// <exception cref="FormatException">It is missing or null.</exception>
    public static string Text(this JsonElement item, string key) => item.Field(key).GetString() ?? throw new FormatException($"{key} is null");

    /// <summary>True, or a number that is not 0; a field that is missing or null is false.</summary>
    /// <exception cref="FormatException">It is of another kind.</exception>
    public static bool Flag(this JsonElement item, string key) => item.TryGetProperty(key, out JsonElement value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        _ => throw new FormatException($"{key} is neither true, false nor a number"),
    };

    /// <summary>The four sides of a box.</summary>
    /// <exception cref="FormatException">They are not four finite numbers.</exception>
    public static double[] Sides(this JsonElement item, string key, string meaning)
    {
        double[] sides = [.. item.Field(key).EnumerateArray().Select(side => side.GetDouble())];
        return sides.Length == 4 && sides.All(double.IsFinite) ? sides : throw new FormatException($"{key} is not four numbers: {meaning}");
    }
}
